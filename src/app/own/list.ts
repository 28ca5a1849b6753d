/** The list of the reader's files and how it changes; no list is changed in place. */
import type { FileReport, OwnFile } from '../../worker/protocol.ts';
import type { KeptFile } from '../../worker/store.ts';

export type Listed = KeptFile & {
  /** In the browser's store; else for this visit only. */
  kept: boolean;
  report: FileReport | null;
};
type List = readonly Listed[];

/** Files of the same path and source take the place of those before, whose ids are `gone`. */
export function withAdded(now: List, fresh: List): { next: List; gone: string[] } {
  const names = new Set(fresh.map(({ path, source }) => `${source}\n${path}`));
  const gone = now.filter(({ path, source }) => names.has(`${source}\n${path}`));
  const out = new Set(gone);
  return { next: [...now.filter((file) => !out.has(file)), ...fresh], gone: gone.map(({ id }) => id) };
}

export function withSaid(now: List, ids: readonly string[], said: Pick<OwnFile, 'year' | 'date'>): List {
  const asked = new Set(ids);
  return now.map((file) => (asked.has(file.id) ? { ...file, ...said } : file));
}

export function among(now: List, ids: readonly string[]): List {
  const wanted = new Set(ids);
  return now.filter((file) => wanted.has(file.id));
}

export function withKept(now: List, ids: readonly string[]): List {
  const kept = new Set(ids);
  return now.map((file) => (kept.has(file.id) ? { ...file, kept: true } : file));
}

export function withReports(now: List, reports: readonly FileReport[]): List {
  const byId = new Map(reports.map((report) => [report.id, report]));
  return now.map((file) => ({ ...file, report: byId.get(file.id) ?? file.report }));
}

/** What the store holds, in place of what was kept before; files of this visit stay. The same list where nothing differs. */
export function withStored(now: List, stored: readonly KeptFile[]): List {
  const known = new Map(now.map((file) => [file.id, file]));
  const ids = new Set(stored.map(({ id }) => id));
  const fresh = stored.filter((file) => {
    const other = known.get(file.id);
    return other === undefined || other.year !== file.year || other.date !== file.date;
  });
  const anew = new Set(fresh.map(({ id }) => id));
  const stays = now.filter((file) => (!file.kept || ids.has(file.id)) && !anew.has(file.id));
  if (fresh.length === 0 && stays.length === now.length) return now;
  return [...stays, ...fresh.map((file): Listed => ({ ...file, kept: true, report: null }))];
}

/** A file that gave nothing and asks nothing is shown with its reasons, and gone with the visit. */
export const worthKeeping = ({ path, report }: Listed): boolean =>
  /(?:^|\/)digest\.json$/.test(path) || (report !== null && (report.papers > 0 || report.asks !== null));
