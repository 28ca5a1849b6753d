import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOnly } from '../../../src/app/sql/readonly.ts';
import { duckWith, type Asked } from '../../ask.ts';

let duck: Asked;
beforeAll(async () => {
  duck = await duckWith([`INSERT INTO topics VALUES ('agents', 'Agents', 'language', 'curated', NULL)`]);
});
afterAll(() => duck.close());

const rows = <Row>(text: string): Row[] =>
  duck.connection
    .query(text)
    .toArray()
    .map((row: { toJSON(): unknown }) => row.toJSON() as Row);
const checked = (text: string) => {
  const found = readOnly(text);
  if ('reason' in found) throw new Error(`refused: ${found.reason}`);
  return found;
};
const refusal = (text: string) => {
  const found = readOnly(text);
  return 'reason' in found ? found.reason : null;
};

/** Each with a word of the reason that the reader is given. */
const REFUSED: [string, RegExp][] = [
  [`INSERT INTO topics VALUES ('x')`, /change the tables/],
  ['UPDATE topics SET label = NULL', /change the tables/],
  ['DELETE FROM topics', /change the tables/],
  ['TRUNCATE topics', /change the tables/],
  ['DROP TABLE topics', /change the tables/],
  ['CREATE TABLE x AS SELECT 1', /change the tables/],
  ['CREATE OR REPLACE VIEW papers AS SELECT 1', /change the tables/],
  ['CREATE MACRO f(x) AS x', /change the tables/],
  ['ALTER TABLE topics ADD COLUMN x INT', /change the tables/],
  ['VACUUM', /change the tables/],
  [`ATTACH 'x.db' AS x`, /files or other databases/],
  ['DETACH memory', /files or other databases/],
  [`COPY topics TO 'x.csv'`, /files or other databases/],
  [`COPY topics FROM 'x.csv'`, /files or other databases/],
  [`COPY (SELECT 1) TO 'http://example.org/x'`, /files or other databases/],
  [`EXPORT DATABASE 'x'`, /files or other databases/],
  [`IMPORT DATABASE 'x'`, /files or other databases/],
  ['USE memory', /files or other databases/],
  ['CHECKPOINT', /files or other databases/],
  ['FORCE CHECKPOINT', /files or other databases/],
  ['INSTALL httpfs', /load code/],
  ['LOAD json', /load code/],
  [`SET enable_external_access = true`, /settings/],
  ['RESET threads', /settings/],
  ['PRAGMA table_info(topics)', /settings/],
  [`PRAGMA create_fts_index('papers', 'paper_id', 'title')`, /settings/],
  [`CALL pragma_version()`, /settings/],
  ['BEGIN', /by itself/],
  ['COMMIT', /by itself/],
  ['PREPARE q AS SELECT 1', /by itself/],
  ['EXECUTE q', /by itself/],
  [`SELECT * FROM read_csv_auto('x.csv')`, /outside of the dataset/],
  [`SELECT * FROM read_csv('http://example.org/x.csv')`, /outside of the dataset/],
  [`SELECT * FROM read_parquet('x.parquet')`, /outside of the dataset/],
  [`SELECT * FROM read_parquet(['x.parquet'])`, /outside of the dataset/],
  [`SELECT * FROM parquet_scan('x.parquet')`, /outside of the dataset/],
  [`SELECT * FROM parquet_metadata('x.parquet')`, /outside of the dataset/],
  [`SELECT * FROM parquet_schema('x.parquet')`, /outside of the dataset/],
  [`SELECT * FROM read_json_auto('x.json')`, /outside of the dataset/],
  [`SELECT * FROM read_text('/etc/passwd')`, /outside of the dataset/],
  [`SELECT * FROM read_blob('/etc/passwd')`, /outside of the dataset/],
  [`SELECT * FROM glob('*')`, /outside of the dataset/],
  [`SELECT * FROM sniff_csv('x.csv')`, /outside of the dataset/],
  [`SELECT getenv('HOME')`, /outside of the dataset/],
  [`SELECT * FROM query('DROP TABLE topics')`, /outside of the dataset/],
  [`SELECT * FROM arrow_scan(1, 2, 3)`, /outside of the dataset/],
  [`SELECT * FROM main."Read_CSV_Auto"('x.csv')`, /outside of the dataset/],
  [`SELECT * FROM read_csv_auto /* a */ -- b\n ('x.csv')`, /outside of the dataset/],
  [`SELECT (SELECT max(x) FROM READ_PARQUET('x')) FROM topics`, /outside of the dataset/],
  [`SELECT * FROM 'x.csv'`, /read as a file/],
  [`SELECT * FROM 'http://example.org/x.parquet'`, /read as a file/],
  [`SELECT * FROM "x.parquet"`, /read as a file/],
  [`SELECT * FROM $$x.csv$$`, /read as a file/],
  [`FROM 'x.csv'`, /read as a file/],
  [`FROM x.csv`, /kind of file/],
  [`FROM topics, 'x.csv'`, /read as a file/],
  [`FROM (topics JOIN 'x.csv' USING (label))`, /read as a file/],
  [`SELECT 1 FROM topics WHERE label IN (SELECT a FROM 'x.csv')`, /read as a file/],
  [`WITH a AS (FROM 'x.csv') SELECT * FROM a`, /read as a file/],
  [`SELECT * FROM topics t, LATERAL (FROM 'x.csv')`, /read as a file/],
  [`SELECT * FROM topics POSITIONAL JOIN 'x.csv'`, /read as a file/],
  [`TABLE 'x.csv'`, /read as a file/],
  [`PIVOT 'x.csv' ON a`, /read as a file/],
  [`SELECT "distinct" FROM 'x.csv'`, /read as a file/],
  [`SUMMARIZE 'x.csv'`, /table’s name/],
  [`SUMMARIZE "x.csv"`, /read as a file/],
  [`DESCRIBE "http://example.org/x.parquet"`, /read as a file/],
  [`DESCRIBE SELECT * FROM 'x.csv'`, /read as a file/],
  [`EXPLAIN ANALYZE COPY topics TO 'x.csv'`, /EXPLAIN takes a query/],
  ['EXPLAIN ANALYZE DELETE FROM topics', /EXPLAIN takes a query/],
  ['EXPLAIN DROP TABLE topics', /EXPLAIN takes a query/],
  ['SHOW topics; DROP TABLE topics', /one statement/],
  ['SELECT 1; SELECT 2', /one statement/],
  ['SELECT 1) ; DROP TABLE topics; SELECT (2', /one statement|closes nothing/],
  ['SELECT 1) AS x, (SELECT 2', /closes nothing/],
  ['SELECT (1', /not closed/],
  [`SELECT 'a`, /not closed/],
  ['SELECT "a', /not closed/],
  ['SELECT /* a', /not closed/],
  ['SELECT $a$ b', /not closed/],
  ['SELECT 1 \0; DROP TABLE topics', /NUL/],
  [`SELECT 'a\0b'`, /NUL/],
  [`SELECT * FROM U&"read\\005fcsv"('x')`, /U&/],
  ['', /no statement/],
  [' -- only a comment', /no statement/],
  ['hello', /no statement that the console runs/],
];

test.each(REFUSED)('%s is refused', (text, reason) => {
  expect(refusal(text)).toMatch(reason);
});

test('a refusal names the place of what is refused', () => {
  const text = `SELECT label\nFROM topics, 'x.csv'`;
  const found = readOnly(text);
  expect('reason' in found && text.slice(found.from, found.to)).toBe(`'x.csv'`);
});

const RUN = [
  'SELECT 1',
  ';; SELECT 1 ;; -- end',
  '-- first\n/* second /* nested */ */ SELECT label FROM topics',
  `SELECT 'DROP TABLE topics; read_csv(''x'')' AS text, "label" FROM topics`,
  `SELECT 'x.csv', 'http://example.org/y.parquet' FROM topics WHERE label IN ('a.csv', 'b.csv')`,
  `SELECT e'it\\'s; DROP', $$; DROP TABLE topics$$, $a$ 'quoted' $a$`,
  `WITH a AS (SELECT * FROM topics), b AS (FROM a) SELECT * FROM a JOIN b USING (topic_id), topics`,
  'FROM topics',
  'TABLE topics',
  'VALUES (1), (2)',
  '(SELECT 1) UNION ALL (SELECT 2)',
  'SELECT * FROM topics ORDER BY label LIMIT 3',
  'SELECT * EXCLUDE (scope) FROM topics JOIN paper_topics USING (topic_id)',
  `SELECT label IS DISTINCT FROM 'x', extract(year FROM DATE '2025-01-01'), trim(BOTH 'x' FROM label) FROM topics`,
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n',
  'SELECT * FROM range(5), generate_series(1, 2), unnest([1, 2])',
  'PIVOT topics ON kind USING count(*) GROUP BY area',
  'UNPIVOT topics ON label, area',
  'SELECT list_transform([1, 2], x -> x + 1)',
  'DESCRIBE topics',
  'DESCRIBE SELECT label FROM topics',
  'DESCRIBE',
  'SUMMARIZE topics',
  'SUMMARIZE SELECT label FROM topics',
  'SHOW TABLES',
  'SHOW ALL TABLES',
  'SHOW topics',
  'EXPLAIN SELECT * FROM topics',
  'EXPLAIN ANALYZE SELECT * FROM topics',
  `SELECT table_name FROM information_schema.tables`,
  `SELECT column_name FROM duckdb_columns()`,
  'SELECT\u00a01\u2003+ 1',
];

test.each(RUN)('%s is run', (text) => {
  expect(() => duck.connection.query(checked(text).text)).not.toThrow();
});

describe('what passes the check does nothing but read, even where the engine would let it', () => {
  test('a change hidden behind WITH is no query for the engine’s parser', () => {
    const text = checked(`WITH a AS (SELECT 1) INSERT INTO topics SELECT * FROM a`).text;
    expect(() => duck.connection.query(text)).toThrow(/Parser Error/);
  });

  test('every table function of this engine that reaches files is refused by name', () => {
    const names = rows<{ name: string }>(
      `SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE function_type IN ('table', 'pragma')`,
    ).map(({ name }) => name);
    const open = names.filter((name) => refusal(`SELECT * FROM ${name}('x')`) === null);
    // What is left makes rows from numbers, or tells of the engine itself.
    const harmless =
      /^(duckdb_\w+|(pragma_|show_)?\w*(info|version|platform|collations|database_size|database_list|functions|tables|tables_expanded|databases|output)|(en|dis)able_\w+|verify_\w+|force_index_join|range|generate_series|unnest|repeat|repeat_row|summary|show|test_all_types|test_vector_types|(create|drop)_fts_index)$/;
    expect(names.length).toBeGreaterThan(50);
    expect(open.filter((name) => !harmless.test(name))).toEqual([]);
  });

  const piece = fc.constantFrom(
    ...[
      'SELECT',
      '*',
      '1',
      'FROM',
      ',',
      '(',
      ')',
      'JOIN',
      'topics',
      `'x.csv'`,
      '"x.csv"',
      'x.csv',
      'ON',
      'true',
    ],
    ...[
      'WHERE',
      'IN',
      'read_csv_auto',
      '"read_parquet"',
      'glob',
      `('x')`,
      'WITH',
      'a',
      'AS',
      'UNION',
      'ALL',
      ';',
    ],
    ...[
      'INSERT INTO topics',
      'DELETE',
      'DROP TABLE topics',
      'VALUES',
      '--',
      '\n',
      '\r',
      '/*',
      '*/',
      `'`,
      '"',
      '$$',
    ],
    ...[
      '$a$',
      `e'`,
      '\\',
      '\0',
      '\u00a0',
      '\u2028',
      'LATERAL',
      'PIVOT',
      'TABLE',
      'EXPLAIN',
      'DESCRIBE',
      'SUMMARIZE',
    ],
    ...[
      'COPY topics TO',
      'is distinct',
      'extract',
      'x',
      '.',
      'USING',
      'label',
      'LIMIT',
      '[',
      ']',
      'b',
      'ANALYZE',
    ],
  );
  test('words thrown together: none that passes changes a table or looks for a file', () => {
    let passed = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 14 }),
        fc.constantFrom('', ' '),
        (pieces, between) => {
          const found = readOnly(pieces.join(between));
          if ('reason' in found) return;
          passed++;
          try {
            duck.connection.query(found.text);
          } catch (error) {
            expect(String(error)).not.toMatch(/No files found|IO Error|Permission|not found in (file|path)/i);
          }
        },
      ),
      { seed: 11, numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(200);
    expect(rows(`SELECT count(*)::INT AS n FROM topics`)).toEqual([{ n: 1 }]);
  });

  const place = fc.constantFrom(
    'FROM ',
    'FROM topics, ',
    'FROM topics JOIN ',
    'FROM (topics CROSS JOIN ',
    'FROM topics LEFT JOIN ',
  );
  const file = fc.constantFrom(
    `'x.csv'`,
    `"x.csv"`,
    `$$x.csv$$`,
    `$t$x.parquet$t$`,
    `e'x.csv'`,
    `"X.CSV"`,
    'x.csv',
    '"x"."csv"',
  );
  const gap = fc.constantFrom('', ' ', '\n', '/* a */', '-- b\n', '\u00a0', '\r', '-- c\r');
  const around = fc.constantFrom(
    ...[
      'SELECT * @',
      'WITH a AS (SELECT * @) SELECT * FROM a',
      'SELECT (SELECT count(*) @)',
      'SELECT 1 UNION ALL SELECT 1 @',
    ],
    ...[
      'SELECT 1 WHERE EXISTS (@)',
      'SELECT * FROM (SELECT 1 @) t',
      'DESCRIBE SELECT * @',
      'SELECT CASE WHEN true THEN (SELECT 1 @) END',
    ],
    ...[
      'SELECT list_transform([1], x -> (SELECT 1 @))',
      'SELECT sum(1) OVER (ORDER BY (SELECT 1 @))',
      'SELECT 1 LIMIT (SELECT 1 @)',
    ],
  );
  test('a file’s name in any place of a table is refused', () => {
    fc.assert(
      fc.property(around, place, gap, file, (outer, before, blank, name) => {
        const inner = `${before}${blank}${name}${before.includes('(') ? ')' : ''}${before.includes('LEFT') ? ' ON true' : ''}`;
        expect(refusal(outer.replace('@', () => inner))).toMatch(/read as/);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  test('a text stays a text: what the engine reads back is what was quoted', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        ...[`'`, '"', '-', '/', '*', ';', '$', '\\', '\n', 'é', '\u00a0', '漢', '(', ')', 'x'],
      ),
    });
    fc.assert(
      fc.property(text, (value) => {
        const quoted = `SELECT '${value.replaceAll("'", "''")}' AS value`;
        const [row] = rows<{ value: string }>(checked(quoted).text);
        // The engine makes plain blanks of a no-break one where its quotes are odd; it stays a text all the same.
        expect(row?.value.replaceAll('\u00a0', ' ')).toBe(value.replaceAll('\u00a0', ' '));
      }),
      { seed: 13, numRuns: 500 },
    );
  });
});
