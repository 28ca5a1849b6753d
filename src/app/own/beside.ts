/** Cube and manifest of the built dataset with what the reader's own digests add. */
import type { Manifest } from '../../core/tables/schema.ts';
import { trendCube, type CubeColumns, type TrendCube } from '../../questions/trend-cube.ts';

const both = (a: ArrayLike<unknown>, b: ArrayLike<unknown>) => [...Array.from(a), ...Array.from(b)];

/** Cells add up; a paper that moved is taken out by a negative one. */
export const cubeWith = (built: CubeColumns, own: CubeColumns): TrendCube =>
  trendCube({
    rows: built.rows + own.rows,
    topic: both(built.topic, own.topic),
    week: both(built.week, own.week),
    sources: both(built.sources, own.sources),
    papers: both(built.papers, own.papers),
  });

type Added = { sources: Manifest['sources']; papers: number; digests: number };
const least = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
const most = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);

/** Files, bytes and content stay those of the built dataset. */
export function manifestWith(built: Manifest, { sources, papers, digests }: Added): Manifest {
  const more = (table: 'papers' | 'digests', rows: number) => ({
    ...built.tables[table],
    rows: built.tables[table].rows + rows,
  });
  return {
    ...built,
    first: sources.reduce((first, s) => least(first, s.first), built.first),
    last: sources.reduce((last, s) => most(last, s.last), built.last),
    sources: [...built.sources, ...sources],
    tables: { ...built.tables, papers: more('papers', papers), digests: more('digests', digests) },
  };
}
