/**
 * 64-bit hash of a string as 16 hex digits: two 32-bit lanes of multiply-and-xor with Murmur3's finaliser.
 * Not for secrets. Stable: ids of papers are built on it, so it must not change.
 */
export function hash64(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  const mix = (x: number, y: number) =>
    Math.imul(x ^ (x >>> 16), 2246822507) ^ Math.imul(y ^ (y >>> 13), 3266489909);
  const high = mix(a, b);
  const low = mix(b, high);
  return [high, low].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}
