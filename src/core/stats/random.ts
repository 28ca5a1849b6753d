/**
 * A seeded source of random numbers, so that the same data always shows the same interval and p-value.
 *
 * Generator: xoshiro128** 1.1 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators",
 * ACM TOMS 47:4), its state filled by splitmix64 (Steele, Lea and Flood 2014), as its authors advise.
 * Own code: the seedable generator of `d3-random` is a 32-bit LCG, whose low bits repeat, and `pure-rand`
 * (which the tests use through fast-check) returns a new state object a draw, too slow for permutations.
 */
export type Random = {
  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number;
  /** A number in [0, 1) with 32 random bits. */
  next(): number;
  /** A whole number from 0 to `bound` - 1, for bounds up to 2^32; its bias is below bound / 2^32. */
  below(bound: number): number;
};

const MASK = (1n << 64n) - 1n;

/** The next `count` outputs of splitmix64 from a state. */
export function splitmix64(state: bigint, count: number): bigint[] {
  const out: bigint[] = [];
  let s = state & MASK;
  for (let i = 0; i < count; i++) {
    s = (s + 0x9e3779b97f4a7c15n) & MASK;
    let z = s;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    out.push(z ^ (z >> 31n));
  }
  return out;
}

/** xoshiro128** from four 32-bit words, not all zero. */
export function xoshiro128(...words: [number, number, number, number]): Random {
  // A typed array keeps the words as machine integers; as captured variables each draw would allocate.
  const state = Int32Array.from(words);
  const uint32 = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = [state[0], state[1], state[2], state[3]];
    const x = Math.imul(b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const e = c ^ a;
    const f = d ^ b;
    state[0] = a ^ f;
    state[1] = b ^ e;
    state[2] = e ^ (b << 9);
    state[3] = (f << 11) | (f >>> 21);
    return result;
  };
  const next = () => uint32() / 4294967296;
  return { uint32, next, below: (bound) => Math.floor(next() * bound) };
}

/** A generator from a whole-number seed. */
export function seeded(seed: number): Random {
  const [x = 0n, y = 0n] = splitmix64(BigInt(seed), 2);
  const word = (z: bigint, shift: bigint) => Number((z >> shift) & 0xffffffffn);
  return xoshiro128(word(x, 0n), word(x, 32n), word(y, 0n), word(y, 32n));
}
