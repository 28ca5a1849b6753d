import file from '../../../data/models/names.json' with { type: 'json' };

/** What a name is used for in the corpus: 0 not known, 1 something that is measured on, 2 something compared with. */
const kinds = new Map<string, number>();
for (const name of file.places) kinds.set(name, 1);
for (const name of file.models) kinds.set(name, 2);
export const nameKind = (lower: string): number => kinds.get(lower) ?? 0;
