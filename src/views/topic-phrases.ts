/** The phrases that spoke for a topic, as far as they can be read: a model also learns scraps such as "from text". */

const SEPARATOR = ' · ';

const FUNCTION_WORDS = new Set(
  `a an and are as at based be between by can d each for from has have how in into is it its more most of on or our
  over per s than that the their these this those through to toward towards under upon using via was we were what when
  where which while who will with within without`.split(/\s+/),
);

const isScrap = (phrase: string): boolean => {
  if (/^[-–]|[-–]$/.test(phrase)) return true;
  const words = phrase.toLowerCase().split(/\s+/);
  // "Text-to" ends in a function word after its hyphen; "in-context" and "on-policy" are names and stay.
  const tail = /-([^-\s]+)$/.exec(phrase.toLowerCase())?.[1];
  return [words[0] ?? '', words.at(-1) ?? '', tail ?? ''].some((word) => FUNCTION_WORDS.has(word));
};

/** As stored (parted by a middle dot) → the same without phrases that begin or end in the middle of one. */
export const readablePhrases = (stored: string): string =>
  stored
    .split(SEPARATOR)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '' && !isScrap(phrase))
    .join(SEPARATOR);
