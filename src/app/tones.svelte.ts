/** How two-sided colours are called where the reader sees them, and where forced colours draw frames instead. */
import { MediaQuery } from 'svelte/reactivity';

const forced = new MediaQuery('forced-colors: active');

export const tones = {
  get up(): string {
    return forced.current ? 'Thick frame' : 'Blue';
  },
  get down(): string {
    return forced.current ? 'Dashed frame' : 'Orange';
  },
  /** What lies between. */
  get none(): string {
    return forced.current ? 'thin frame' : 'no colour';
  },
  /** Whether strength is told at all. */
  get shaded(): boolean {
    return !forced.current;
  },
};
