import data from '../../../data/models/topics.json';
import type { MainRanker } from './decide.ts';
import type { Pairs } from './evidence.ts';
import { packPair, SAYS_COUNT } from './evidence.ts';
import { bytesOf, type ModelFile } from './model-file.ts';
import { TOPICS } from './taxonomy.ts';

const signed = ({ scale, bytes }: { scale: number; bytes: string }): Float32Array =>
  Float32Array.from(bytesOf(bytes), (byte) => ((byte << 24) >> 24) * scale);

export type Model = {
  mined: string[];
  pairs: Pairs;
  bias: Float32Array;
  /** Topic × kind of evidence: shared weight plus the topic's own deviation. */
  says: Float32Array;
  /** (text odds of each topic, then title odds of each) × topics. */
  cross: Float32Array;
  main: MainRanker;
};

export function readModel(file: ModelFile): Model {
  const counts = bytesOf(file.counts);
  const at = new Int32Array(counts.length + 1);
  counts.forEach((n, p) => (at[p + 1] = (at[p] as number) + n));
  const topics = bytesOf(file.topics);
  const odds = bytesOf(file.odds);
  const own = signed(file.own);
  if (file.bias.length !== TOPICS.length)
    throw new Error(
      `data/models/topics.json is of ${file.bias.length} topics, the taxonomy has ${TOPICS.length}: run scripts/train-topics.ts`,
    );
  return {
    mined: file.mined.split('|'),
    pairs: {
      at,
      pair: Uint16Array.from(odds, (byte, k) => packPair(topics[k] as number, byte >> 4, byte & 15)),
    },
    bias: Float32Array.from(file.bias),
    says: own.map((deviation, i) => deviation + (file.shared[i % SAYS_COUNT] as number)),
    cross: signed(file.cross),
    main: { slope: Float32Array.from(file.mainSlope), bias: Float32Array.from(file.mainBias) },
  };
}

export const MODEL: Model = readModel(data);
