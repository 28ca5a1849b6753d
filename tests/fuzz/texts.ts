/** Extraction, topics, sentences, identity: whatever the text, every place lies in it and nothing is lost. */
import fc from 'fast-check';
import { extractPaper } from '../../src/core/extract.ts';
import type { Mention } from '../../src/core/paper.ts';
import { normaliseTitle, paperIdOf } from '../../src/core/papers/identity.ts';
import { mergeMentions } from '../../src/core/papers/merge.ts';
import { mendText } from '../../src/core/text/mend.ts';
import { sentences } from '../../src/core/text/sentences.ts';
import { hold } from './finding.ts';
import { damage, damaged, oddText, oddTitle, wellFormed } from './odd.ts';
import { target, type Target } from './target.ts';

const PIECES = [
  'Our method ', 'achieves ', 'improves accuracy by ', 'up to ', '3.5x ', '50\\% ', '42.4% to 55.3% ', 'from ', 'GPT-4 ', '(+4.7 PSNR) ',
  'than the baseline', ', ', 'and ', 'twice ', 'sim7\\% ', '1.6-1.8times ', '512times512 ', '. ', '10^3 ', 'on MMLU ', 'vs. ', '12{,}553 ',
  '$2\\times$ ', 'half of the memory ', 'less ', 'faster ', '; ', 'while ', '[', '{', '\u2013', 'latency ', 'speculative decoding ',
  'large language models ', 'compressionx2013which ', '&times; ', '<b>', 'e.g. ', 'Fig. 3 ', 'respectively', '\n\n', 'by 30% and 40% ',
]; // prettier-ignore
const claims = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 2, arbitrary: oddText }), {
    maxLength: 25,
  })
  .map((parts) => parts.join(''));

const extraction = target(
  'extraction: each gain, score and topic stands in the text',
  fc.tuple(oddTitle, claims, damage),
  ([title, text, done]) => {
    for (const read of [text, damaged(text, done)]) {
      const { gains, scores, topics } = extractPaper(title, read);
      for (const m of [...gains, ...scores]) {
        const end = m.start + m.quote.length;
        hold(
          'offset',
          m.quote.length > 0 && read.slice(m.start, end) === m.quote,
          () => `quote ${m.quote} at ${m.start}`,
        );
        const { start, length } = m.sentence;
        hold(
          'offset',
          start >= 0 && start <= m.start && end <= start + length && start + length <= read.length,
          () => `sentence ${start}+${length} of ${m.quote}`,
        );
      }
      for (const g of gains) {
        hold(
          'wrong',
          g.factor === null || (g.factor.low > 0 && g.factor.low <= g.factor.high),
          () => `factor of ${g.quote}`,
        );
        hold('wrong', Number.isFinite(g.low) && Number.isFinite(g.high), () => `value of ${g.quote}`);
      }
      hold(
        'wrong',
        topics.every(({ weight }) => weight > 0 && weight <= 1),
        () => 'a weight beyond (0, 1]',
      );
      hold(
        'wrong',
        topics.length === 0 || (topics.filter((t) => t.main).length === 1 && topics[0]?.main === true),
        () => 'not one main topic, first',
      );
      hold('wrong', new Set(topics.map((t) => t.topic_id)).size === topics.length, () => 'a topic twice');
    }
  },
  ([title, text]) => title.length + text.length * 2 + 50,
);

const spans = target(
  'sentences cover the text in order, and mending never throws',
  fc.tuple(fc.oneof(claims, oddText, fc.string({ unit: 'binary', maxLength: 300 })), damage),
  ([text, done]) => {
    for (const read of [text, damaged(text, done)]) {
      let last = 0;
      for (const { start, length } of sentences(read)) {
        hold(
          'offset',
          start >= last && length > 0 && start + length <= read.length,
          () => `sentence at ${start}+${length} after ${last}`,
        );
        last = start + length;
      }
      mendText(read);
    }
  },
  ([text]) => text.length * 2 + 50,
);

const mention = (title: string, rank: number, arxiv: string | null): Mention => ({
  digest_id: `s/2025-01-0${(rank % 9) + 1}`,
  source: 's',
  date: `2025-01-0${(rank % 9) + 1}`,
  rank,
  file: 's/x.txt',
  line: 1,
  title,
  abstract: rank % 3 === 0 ? `Words of ${rank}` : null,
  summary: null,
  authors: [],
  url: null,
  code_url: null,
  arxiv_id: arxiv,
  doi: null,
  upvotes: null,
});
const identity = target(
  'identity: NFC and NFD titles are one paper, order never matters, no mention is lost',
  fc.array(fc.tuple(oddTitle, fc.constantFrom(null, null, '2401.00001', '2401.00002')), {
    minLength: 1,
    maxLength: 8,
  }),
  (list) => {
    for (const [title] of list) {
      const whole = wellFormed(title);
      const ids = [whole.normalize('NFC'), whole.normalize('NFD')].map((t) =>
        paperIdOf({ title: t, arxiv_id: null, doi: null }),
      );
      hold(
        'wrong',
        ids[0] === ids[1] && /^title:[0-9a-f]+$/.test(ids[0] ?? ''),
        () => `${ids.join(' and ')} of ${JSON.stringify(title)}`,
      );
      hold('wrong', normaliseTitle(whole.normalize('NFC')) === normaliseTitle(whole.normalize('NFD')), () =>
        JSON.stringify(title),
      );
    }
    const mentions = list.flatMap(([title, id], i) => [
      mention(title, i + 1, id),
      mention(title.normalize('NFD'), i + 20, null),
    ]);
    const papers = mergeMentions(mentions);
    const kept = papers.reduce((n, p) => n + p.mentions.length, 0);
    hold('lost', kept === mentions.length, () => `${mentions.length} mentions, ${kept} in papers`);
    const turned = mergeMentions(mentions.toReversed());
    hold(
      'wrong',
      JSON.stringify(turned) === JSON.stringify(papers),
      () => 'another order gives other papers',
    );
  },
  (list) => list.reduce((n, [t]) => n + t.length * 4 + 50, 0),
);

export const textTargets: Target[] = [extraction, spans, identity];
