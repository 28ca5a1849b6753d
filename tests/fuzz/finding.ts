/** A promise that an input broke; anything else that is thrown is a throw of the code under test. */
export class Finding extends Error {
  constructor(
    readonly kind: 'lost' | 'offset' | 'wrong',
    message: string,
  ) {
    super(`${kind}: ${message}`);
    this.name = 'Finding';
  }
}

export function hold(kind: Finding['kind'], holds: boolean, message: () => string): void {
  if (!holds) throw new Finding(kind, message());
}
