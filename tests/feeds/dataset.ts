/** Two years of weekly digests in words of our own: one topic rises, one bursts at the end, one claims more and more. */
import { build, freshPlace } from '../build/fixtures.ts';
import { seeded } from '../../src/core/stats/random.ts';

const WEEKS = 104;
const FIRST = Date.UTC(2024, 5, 3);
const DAY = 86_400_000;

export const LAST_DAY = new Date(FIRST + (WEEKS - 1) * 7 * DAY).toISOString().slice(0, 10);

const FILLER = ['tides', 'harbours', 'lanterns', 'gardens', 'bridges', 'kites', 'rivers', 'clocks'];

type Drawn = { title: string; abstract: string };

export function digests(): Record<string, string> {
  const { next, below } = seeded(5);
  const word = () => FILLER[below(FILLER.length)] ?? '';
  const files: Record<string, string> = {};
  let n = 0;
  for (let week = 0; week < WEEKS; week++) {
    const day = new Date(FIRST + week * 7 * DAY).toISOString().slice(0, 10);
    const papers = Array.from({ length: 12 }, () => {
      n += 1;
      const [about, share] = [next(), week / WEEKS];
      const { title, abstract } = paperAbout(about, share, week, n);
      return JSON.stringify({
        title: `${title} for ${word()} and ${word()} ${n}`,
        abstract: `${abstract} Our subject is ${word()} number ${n}.`,
        date: day,
        url: `https://arxiv.org/abs/${day.slice(2, 4)}${day.slice(5, 7)}.${String(10_000 + n)}`,
      });
    });
    files[`weekly/${day}.jsonl`] = `${papers.join('\n')}\n`;
  }
  return files;
}

function paperAbout(about: number, share: number, week: number, n: number): Drawn {
  if (about < 0.05 + 0.4 * share) {
    const factor = week > WEEKS - 6 && n % 2 === 0 ? 40 : 2 + (n % 4);
    return {
      title: 'Speculative decoding with small drafts',
      abstract: `We study speculative decoding of language models. Decoding is ${factor}x faster than plain sampling.`,
    };
  }
  if (about > (week > WEEKS - 18 ? 0.6 : 0.95))
    return {
      title: 'Robot grasping',
      abstract: 'We study robotic manipulation and grasping with a robot arm.',
    };
  return { title: 'Image segmentation', abstract: 'We study semantic segmentation of images.' };
}

export async function builtDataset(): Promise<string> {
  const place = freshPlace(digests());
  await build(place);
  return place.out;
}
