import { FAMILY_NAMES, type Family } from './lexicon.ts';

/** The number of each family, as `familyOf` gives it. */
export const FAMILY = Object.fromEntries(FAMILY_NAMES.map((f, i) => [f, i + 1])) as Record<Family, number>;
