import { expect, test } from 'vitest';
import { compileLexicon } from '../../../src/core/topics/lexicon.ts';
import { base64Of, bytesOf } from '../../../src/core/topics/model-file.ts';
import { MODEL } from '../../../src/core/topics/model.ts';
import { lexiconPhrases, ownersOf } from '../../../src/core/topics/owners.ts';
import { TOPICS } from '../../../src/core/topics/taxonomy.ts';
import { minimise } from '../../../scripts/topics/fit.ts';
import { exampleOf, fitWeights, logits } from '../../../scripts/topics/model.ts';
import { countPairs, hitsOf, strengthsOf } from '../../../scripts/topics/odds.ts';
import { mineNgrams } from '../../../scripts/topics/phrases.ts';

const settings = { cross: 1, own: 1, iterations: 8, leastStrength: 0.5, leastHeld: 1 };
const numberOf = (id: string): number => TOPICS.findIndex(({ topic_id }) => topic_id === id);
const papers = [
  { topics: ['quantization'], title: 'Low-bit weights', text: 'Quantization to 4-bit saves memory.' },
  { topics: ['quantization'], title: 'Quantization again', text: 'We round weights to 4-bit.' },
  { topics: ['chemistry-materials'], title: 'Molecules', text: 'We design a molecule for drug discovery.' },
  { topics: ['chemistry-materials'], title: 'Crystals', text: 'A crystal and a molecule are generated.' },
].map((paper, i) => ({ ...paper, id: `p${i}` }));

const phrases = lexiconPhrases(mineNgrams(papers, { one: 2, two: 2 }));
const owners = ownersOf(phrases);
const lexicon = compileLexicon(phrases);
const hits = papers.map(({ title, text }) => hitsOf(lexicon.read(title, text)));
const wanted = papers.map(({ topics }) => topics.map(numberOf));

const train = () => {
  const strengths = strengthsOf(countPairs(hits, wanted, owners, TOPICS.length), settings);
  const examples = hits.map((h) => exampleOf(h, strengths, owners, TOPICS.length));
  return { strengths, weights: fitWeights(examples, wanted, TOPICS.length, settings) };
};

test('training twice gives the same weights to the last bit', () => {
  const [one, two] = [train().weights, train().weights];
  expect(Buffer.from(one.own.slice().buffer).equals(Buffer.from(two.own.slice().buffer))).toBe(true);
  expect(one.bias).toEqual(two.bias);
});

test('a trained model tells its own papers apart', () => {
  const { strengths, weights } = train();
  hits.forEach((h, i) => {
    const z = new Float64Array(TOPICS.length);
    logits(weights, exampleOf(h, strengths, owners, TOPICS.length), TOPICS.length, z);
    expect(z.indexOf(Math.max(...z))).toBe(wanted[i]?.[0]);
  });
});

test('a phrase speaks for the topic of the papers that hold it, and of no other', () => {
  const { strengths } = train();
  const spoken = strengths[phrases.indexOf('molecule')]?.map(({ topic }) => topic);
  expect(spoken).toContain(numberOf('chemistry-materials'));
  expect(spoken).not.toContain(numberOf('quantization'));
});

test('L-BFGS finds the foot of a bowl', () => {
  const found = minimise(
    Float64Array.of(5, -3),
    (x, g) => {
      const [a, b] = [(x[0] as number) - 1, (x[1] as number) + 2];
      g[0] = 2 * a;
      g[1] = 20 * b;
      return a * a + 10 * b * b;
    },
    50,
  );
  expect(found[0]).toBeCloseTo(1, 2);
  expect(found[1]).toBeCloseTo(-2, 2);
});

test('bytes survive their text form', () => {
  for (const length of [0, 1, 2, 3, 4, 255]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255);
    expect([...bytesOf(base64Of(bytes))]).toEqual([...bytes]);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  }
});

test('the model in the repo has odds for exactly the phrases of its lexicon', () => {
  expect(MODEL.pairs.at.length - 1).toBe(lexiconPhrases(MODEL.mined).length);
  expect(new Set(lexiconPhrases(MODEL.mined)).size).toBe(MODEL.pairs.at.length - 1);
});
