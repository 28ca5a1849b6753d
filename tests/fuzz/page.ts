/** What a reader may write in the address, the search and the console: it stays a value, and the place comes back. */
import fc from 'fast-check';
import { readPlace, writePlace } from '../../src/app/place.ts';
import { readOnly } from '../../src/app/sql/readonly.ts';
import { tokens } from '../../src/app/sql/tokens.ts';
import { MEASURES, QUALIFIERS } from '../../src/core/paper.ts';
import { noFilter, whereFilter, whereMetrics, type Filter } from '../../src/questions/filter.ts';
import { hold } from './finding.ts';
import { damage, damaged, oddText, wellFormed } from './odd.ts';
import { target, type Target } from './target.ts';

const SQL = [
  "'",
  '"',
  ';',
  '--',
  '/*',
  '*/',
  '\\',
  '$$',
  '?',
  '%',
  '_',
  '\0',
  ' OR 1=1',
  'DROP TABLE papers',
  ')',
  '(',
  'NULL',
  "''",
  "E'",
  '\n',
  '::',
  'x',
];
const value = fc.oneof(
  oddText,
  fc.array(fc.constantFrom(...SQL), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
);
const values = fc.array(value, { maxLength: 3 });
const day = fc.option(
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10)),
);
const filter: fc.Arbitrary<Filter> = fc.record({
  from: day,
  to: day,
  topics: values,
  also: values,
  areas: values,
  sources: values,
  measures: fc.subarray([...MEASURES]),
  benchmarks: values,
  baselines: values,
  qualifiers: fc.subarray([...QUALIFIERS]),
  factor: fc.constant(noFilter.factor),
  text: value,
  without: fc.constant([]),
});

/** All words and signs of the SQL that harmless filters of every kind give: a hostile one may use no other. */
const sqlParts = (text: string) => text.match(/'[^']*'|[\p{L}\d_.]+|\S/gu) ?? [];
const WORDS = ['a', 'a b', '"a b"', 'a-b', '"a', 'a "b c" -d', '-a', 'a OR b', ''];
const harmless: Filter[] = WORDS.map((text) => ({
  ...noFilter,
  from: '2025-01-01',
  to: '2025-02-01',
  ...{
    topics: ['a', 'b'],
    also: ['a', 'b'],
    areas: ['a', 'b'],
    sources: ['a', 'b'],
    benchmarks: ['a', 'b'],
    baselines: ['a', 'b'],
  },
  ...{ measures: ['speed'], qualifiers: ['up_to'], text },
}));
const KNOWN = new Set(
  [...harmless, noFilter].flatMap((f) => [
    ...sqlParts(whereFilter(f).text),
    ...sqlParts(whereMetrics(f).text),
  ]),
);

const bound = target(
  'filter to SQL: no value becomes SQL, each is bound in its place',
  filter,
  (f) => {
    for (const where of [whereFilter, whereMetrics]) {
      const { text, values } = where(f);
      const strange = sqlParts(text).filter((part) => !KNOWN.has(part));
      hold('wrong', strange.length === 0, () => `SQL of a value: ${strange.join(' ')} in ${text}`);
      const places = sqlParts(text).filter((part) => part === '?').length;
      hold('lost', places === values.length, () => `${places} places for ${values.length} values`);
    }
  },
  () => 300,
);

const address = target(
  'addresses: any is read, and what is written comes back',
  fc.tuple(
    filter,
    fc.constantFrom('trends', 'papers', 'gains', 'compare', 'paper/x', 'nonsense'),
    oddText,
    damage,
  ),
  ([f, view, odd, done]) => {
    const home = readPlace(`#/${view}`);
    const clean = (list: string[]) => [...new Set(list.map((v) => wellFormed(v).trim()).filter(Boolean))];
    const [from, to] = f.from && f.to && f.from > f.to ? [f.to, f.from] : [f.from, f.to];
    const wanted: Filter = {
      ...f,
      from,
      to,
      topics: clean(f.topics),
      also: clean(f.also),
      areas: clean(f.areas),
      sources: clean(f.sources),
      benchmarks: clean(f.benchmarks),
      baselines: clean(f.baselines),
      text: wellFormed(f.text).trim(),
    };
    const written = writePlace({ ...home, filter: wanted });
    const back = readPlace(written);
    hold(
      'lost',
      JSON.stringify(back.filter) === JSON.stringify(wanted),
      () => `${written} gives ${JSON.stringify(back.filter)}`,
    );
    hold('wrong', writePlace(back) === written, () => `${written} is written anew as ${writePlace(back)}`);
    for (const hash of [damaged(written, done), `#/${odd}`, odd]) {
      const place = readPlace(hash);
      const again = writePlace(readPlace(writePlace(place)));
      hold('wrong', again === writePlace(place), () => `${JSON.stringify(hash)} does not settle: ${again}`);
    }
  },
  () => 600,
);

const READING = [
  'SELECT * FROM papers',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  'SELECT \'x;y\' AS "a;b"',
  'FROM papers LIMIT 3',
];
const WRITING = [
  "ATTACH 'x'",
  "COPY papers TO 'x'",
  'INSTALL httpfs',
  'LOAD json',
  'DROP TABLE papers',
  "SELECT * FROM read_csv('http://x/y')",
  "SELECT * FROM 'x.parquet'",
  'PRAGMA version',
  'SET threads=9',
  'CREATE TABLE a AS SELECT 1',
];
const comment = fc.constantFrom('', ' ', '/* ; */', '-- ;\n', '\n\t', '/* /* */ */');
const consoleText = target(
  'SQL console: text is cut without a gap, and no writing statement passes in any disguise',
  fc.tuple(fc.constantFrom(...READING), fc.constantFrom(...WRITING), comment, comment, oddText, damage),
  ([reads, writes, before, between, odd, done]) => {
    for (const text of [reads, damaged(reads, done), odd, before + writes]) {
      let last = 0;
      for (const { from, to } of tokens(text)) {
        hold(
          'offset',
          from >= last && to > from && to <= text.length,
          () => `token ${from} to ${to} after ${last} in ${JSON.stringify(text)}`,
        );
        last = to;
      }
      readOnly(text);
    }
    for (const text of [
      before + writes,
      `${reads};${between}${writes}`,
      `${before}${writes.toLowerCase()};${reads}`,
    ])
      hold('wrong', 'reason' in readOnly(text), () => `passes: ${text}`);
  },
  ([, , , , odd]) => odd.length + 200,
);

export const pageTargets: Target[] = [bound, address, consoleText];
