/** Why something could not be fetched, in words that say what to do. */

export type FaultKind =
  /** The source does not answer, or not now: asking for other days would fail as well. */
  | 'away'
  /** The source answers, but not with what was asked for. */
  | 'refused'
  | 'bad-body';

export class FetchFault extends Error {
  override name = 'FetchFault';
  readonly kind: FaultKind;
  readonly url: string;
  readonly status: number | null;

  constructor(kind: FaultKind, url: string, status: number | null, what: string, advice: string) {
    super(`${url}: ${what}\n  ${advice}`);
    this.kind = kind;
    this.url = url;
    this.status = status;
  }
}

const LATER = 'What is there is kept; run the same command later and it goes on from here.';

export const adviceFor = (status: number): string => {
  if (status === 429) return `The source asks for fewer requests. ${LATER}`;
  if (status >= 500) return `The source has trouble of its own. ${LATER}`;
  if (status === 404 || status === 410) return 'There is nothing at this address: check it, or the category.';
  if (status === 401 || status === 403)
    return 'The source refuses this program. See its terms of use; --contact tells it whom to write to.';
  return 'The source does not take this question: check the days and the category.';
};

/** Node's fetch hides the reason in `cause`, once or twice. */
export function reasonOf(error: unknown): string {
  const reasons: string[] = [];
  for (let at = error; at instanceof Error && reasons.length < 4; at = at.cause)
    if (at.message !== '' && !reasons.includes(at.message)) reasons.push(at.message);
  return reasons.join(': ') || String(error);
}

export const unreachable = (url: string, tries: number, error: unknown, timeout: number): FetchFault => {
  const slow = error instanceof Error && error.name === 'TimeoutError';
  const what = slow ? `no whole answer within ${timeout / 1000} s` : reasonOf(error);
  return new FetchFault(
    'away',
    url,
    null,
    `${what} (tried ${tries} times).`,
    `Is the network there? ${LATER}`,
  );
};

export const away = (url: string, status: number, what: string): FetchFault =>
  new FetchFault('away', url, status, what, adviceFor(status));
