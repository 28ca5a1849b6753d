/** Bodies in the form of the sources, about papers that do not exist. */

/** An item of Hugging Face's daily papers. */
export const hfItem = (id: string, day: string, upvotes = 3) => ({
  paper: {
    id,
    authors: [{ _id: '0', name: 'First Author', hidden: false }],
    publishedAt: `${day}T04:00:00.000Z`,
    submittedOnDailyAt: `${day}T01:20:00.000Z`,
    title: `A study numbered ${id}`,
    summary: 'We try a small change to a known method. It runs 2x faster at the same accuracy.',
    upvotes,
  },
  publishedAt: `${day}T04:00:00.000Z`,
  title: `A study numbered ${id}`,
  numComments: 1,
});

export const hfDay = (day: string, papers = 2, upvotes = 3): string =>
  JSON.stringify(
    Array.from({ length: papers }, (_, i) =>
      hfItem(
        `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(i).padStart(3, '0')}`,
        day,
        upvotes,
      ),
    ),
  );

export const HTML =
  '<!doctype html><html><head><title>Log in</title></head><body><h1>Welcome</h1></body></html>';

const arxivEntry = (id: string, day: string) => `
  <entry>
    <id>http://arxiv.org/abs/${id}v1</id>
    <updated>${day}T17:00:00Z</updated>
    <published>${day}T17:00:00Z</published>
    <title>Notes on experiment ${id}</title>
    <summary>We repeat an old experiment with new data. Memory falls by 30%.</summary>
    <author><name>First Author</name></author>
    <link href="http://arxiv.org/abs/${id}v1" rel="alternate" type="text/html"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>`;

const head = (total: number, start: number, size: number) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query</title>
  <id>http://arxiv.org/api/made-up</id>
  <updated>2026-06-10T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${total}</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${start}</opensearch:startIndex>
  <opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${size}</opensearch:itemsPerPage>`;

/** A page of arXiv's answer for a day that has `total` papers. `held` forges the number of entries in it. */
export function arxivPage(day: string, total: number, start = 0, size = 1_000, held?: number): string {
  const month = `${day.slice(2, 4)}${day.slice(5, 7)}`;
  const entries = Array.from({ length: held ?? Math.max(0, Math.min(size, total - start)) }, (_, i) =>
    arxivEntry(`${month}.${String(50_000 + Number(day.slice(8)) * 1_500 + start + i).padStart(5, '0')}`, day),
  );
  return `${head(total, start, size)}${entries.join('')}\n</feed>\n`;
}

export const arxivError = (words: string): string => `${head(1, 0, 1)}
  <entry>
    <id>http://arxiv.org/api/errors#made_up</id>
    <title>Error</title>
    <summary>${words}</summary>
    <updated>2026-06-10T00:00:00-04:00</updated>
    <author><name>arXiv api core</name></author>
  </entry>
</feed>`;

export const rss = (items: { n: number; day: string }[]): string => `<?xml version="1.0"?>
<rss version="2.0"><channel><title>A reading list</title><link>https://example.org/</link><description>Papers</description>
${items
  .map(
    ({ n, day }) =>
      `<item><title>Reading number ${n}</title><link>https://arxiv.org/abs/2606.0${n}</link><guid>list-${n}</guid>` +
      `<pubDate>${new Date(`${day}T09:00:00Z`).toUTCString()}</pubDate><description>A note on why number ${n} is worth an hour.</description></item>`,
  )
  .join('\n')}
</channel></rss>
`;
