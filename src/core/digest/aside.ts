/** Files that lie among digests and are none: nothing is said of each, only how many there were. */
const NOT_DIGESTS =
  /^(readme|license|licence|copying|sources|notice|changelog|contributing|authors)(\.[a-z]+)?$/i;

/** By the file's or folder's own name. `digest.json` is read for what it says of the files beside it. */
export const isLeftAside = (name: string): boolean =>
  name === 'node_modules' || name.startsWith('.') || name === 'digest.json' || NOT_DIGESTS.test(name);
