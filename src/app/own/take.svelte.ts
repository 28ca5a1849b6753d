/** What the reader says beside the files: the source's name; and what was left aside of the last ones given. */
import { addFiles, DEFAULT_SOURCE, sourceFault } from './own.svelte.ts';
import type { Gathered } from './drop.ts';

let source = $state(DEFAULT_SOURCE);
let aside = $state.raw<readonly string[]>([]);
let nothing = $state(false);

export const taking = {
  get source() {
    return source;
  },
  set source(text: string) {
    source = text;
  },
  get aside() {
    return aside;
  },
  /** The last ones given held no file that could be a digest. */
  get nothing() {
    return nothing;
  },
};

/** Adds files under the chosen source's name, or the default one where that cannot be a source's. */
export async function take(gathering: Promise<Gathered> | Gathered): Promise<void> {
  const gathered = await gathering;
  aside = gathered.aside;
  nothing = gathered.found.length === 0;
  if (!nothing) await addFiles(gathered.found, sourceFault(source) === null ? source : DEFAULT_SOURCE);
}
