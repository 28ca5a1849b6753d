/** Which files a table is written as, and which of those that stand are still right. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './ranges.ts';
import type { TablePlan } from './tables.ts';
import type { WorkDb } from './workdb.ts';

export type PartFile = {
  file: string;
  bytes: number;
  rows: number;
  min_date: string | null;
  max_date: string | null;
};
export type Part = {
  /** Empty for a table in one file, else the year or the month of its rows. */
  label: string;
  /** Condition on the day of the plan. */
  days: string;
  rows: number;
  min: string | null;
  max: string | null;
};

/**
 * One file while the table is small. Beyond that a file a year, and one a month in the table's last year: what comes
 * in daily then touches one month. When a year ends its months become one file.
 */
export async function partsOf(db: WorkDb, plan: TablePlan, oneFile = plan.oneFile): Promise<Part[]> {
  const { of, day } = plan;
  type Range = { label: string; rows: bigint; min: string | null; max: string | null };
  const range =
    day === null ? 'NULL AS min, NULL AS max' : `min(${day})::VARCHAR AS min, max(${day})::VARCHAR AS max`;
  const [all] = await db.rows<Range>(`SELECT '' AS label, count(*) AS rows, ${range} FROM ${of}`);
  if (!all) throw new Error(`no count of the table ${of}`);
  const part = (r: Range, days: string): Part => ({
    label: r.label,
    days,
    rows: Number(r.rows),
    min: r.min,
    max: r.max,
  });
  if (day === null || all.max === null || Number(all.rows) <= oneFile) return [part(all, 'true')];
  const ranges = await db.rows<Range>(`
    SELECT CASE WHEN year(${day}) = ${Number(all.max.slice(0, 4))} THEN strftime(${day}, '%Y-%m') ELSE strftime(${day}, '%Y') END AS label,
      count(*) AS rows, ${range}
    FROM ${of} GROUP BY 1 ORDER BY 1`);
  return ranges.map((r) => part(r, `${day} BETWEEN DATE '${r.min}' AND DATE '${r.max}'`));
}

/** Files of the last build by table and label, but for those with a day whose rows changed since. */
export async function standingFiles(
  db: WorkDb,
  plans: readonly TablePlan[],
  out: string,
): Promise<Map<string, PartFile>> {
  const kept = await db.rows<PartFile & { name: string; label: string }>(
    'SELECT name, label, file, bytes::DOUBLE AS bytes, rows::DOUBLE AS rows, min_date, max_date FROM part',
  );
  const dirty = await db.rows<{ kind: string; day: string }>(
    'SELECT DISTINCT kind, day::VARCHAR AS day FROM dirty WHERE day IS NOT NULL',
  );
  const kinds = new Map(plans.map((plan) => [plan.table as string, plan]));
  const standing = new Map<string, PartFile>();
  for (const { name, label, ...file } of kept) {
    const plan = kinds.get(name);
    if (!plan?.dirtyBy || !isThere(join(out, file.file), file.bytes)) continue;
    const days = dirty
      .filter((d) => d.kind === plan.dirtyBy)
      .map((d) => startOf(d.day, plan.period ?? 'day'));
    if (label === '' ? days.length > 0 : days.some((day) => day.startsWith(label))) continue;
    standing.set(`${name} ${label}`, file);
  }
  return standing;
}

function isThere(path: string, bytes: number): boolean {
  try {
    return statSync(path).size === bytes;
  } catch {
    return false;
  }
}
