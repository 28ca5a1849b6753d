/**
 * A text's characters as numbers. A pass over an array takes a third of the time that asking the string for each
 * character takes; the array is made by the platform's own encoder where the text is plain, as nearly all are.
 */
const encoder = new TextEncoder();
let bytes = new Uint8Array(1 << 14);
let codes = new Uint16Array(1 << 14);
let held = '';

/** Zeros behind the text, so that a pass may look a few characters ahead. */
const BEHIND = 8;

/** The UTF-16 codes of `text`, zeros behind it. The array is reused: it holds until the next text is asked for. */
export function codesOf(text: string): Uint16Array {
  const n = text.length;
  if (text === held) return codes;
  if (n + BEHIND > codes.length) {
    bytes = new Uint8Array(2 * n + BEHIND);
    codes = new Uint16Array(2 * n + BEHIND);
  }
  const { read, written } = encoder.encodeInto(text, bytes);
  if (read === n && written === n) codes.set(bytes.subarray(0, n));
  else for (let i = 0; i < n; i++) codes[i] = text.charCodeAt(i);
  codes.fill(0, n, n + BEHIND);
  held = text;
  return codes;
}
