import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate, evaluateSummaries } from '../scripts/eval.ts';
import { goldFolder } from '../scripts/train/gold.ts';

/** Just under what `npm run eval` printed for dev when the model was last trained. */
const FLOORS = {
  gainsDetect: 0.875,
  gainsStrict: 0.78,
  scoresDetect: 0.745,
  scoresStrict: 0.745,
  qualifier: 0.96,
  baseline: 0.78,
  benchmark: 0.73,
  topics: 0.765,
  mainTopic: 0.905,
};

const present = existsSync(join(goldFolder(), 'score.mjs'));
if (!present) console.warn(`reference corpus absent: no gold set at ${goldFolder()}; quality is not checked`);

test.skipIf(!present)(
  `quality on dev stays above its floors${present ? '' : ' (reference corpus absent)'}`,
  () => {
    const { report } = evaluate('dev');
    expect(report.papers).toBe(200);
    expect(report.gains.detect.f1).toBeGreaterThan(FLOORS.gainsDetect);
    expect(report.gains.strict.f1).toBeGreaterThan(FLOORS.gainsStrict);
    expect(report.scores.detect.f1).toBeGreaterThan(FLOORS.scoresDetect);
    expect(report.scores.strict.f1).toBeGreaterThan(FLOORS.scoresStrict);
    expect(report.gains.attributes['qualifier']).toBeGreaterThan(FLOORS.qualifier);
    expect(report.gains.attributes['baseline']).toBeGreaterThan(FLOORS.baseline);
    expect(report.gains.attributes['benchmark']).toBeGreaterThan(FLOORS.benchmark);
    expect(report.topics.micro.f1).toBeGreaterThan(FLOORS.topics);
    expect(report.topics.mainTopicFound).toBeGreaterThan(FLOORS.mainTopic);
  },
  120_000,
);

/** The same for the summaries of digests that nothing learns from. */
const SUMMARY_FLOORS = { gainsDetect: 0.84, gainsStrict: 0.8, scoresStrict: 0.75, qualifier: 0.9 };

test.skipIf(!present)(
  `quality on digests' summaries stays above its floors${present ? '' : ' (reference corpus absent)'}`,
  () => {
    const found = evaluateSummaries();
    if (!found) throw new Error('the reference digests that the summaries are read from are absent');
    const { report } = found;
    expect(report.papers).toBe(150);
    expect(report.gains.detect.f1).toBeGreaterThan(SUMMARY_FLOORS.gainsDetect);
    expect(report.gains.strict.f1).toBeGreaterThan(SUMMARY_FLOORS.gainsStrict);
    expect(report.scores.strict.f1).toBeGreaterThan(SUMMARY_FLOORS.scoresStrict);
    expect(report.gains.attributes['qualifier']).toBeGreaterThan(SUMMARY_FLOORS.qualifier);
  },
  120_000,
);
