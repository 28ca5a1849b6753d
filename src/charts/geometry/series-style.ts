/** How series are told apart: eight colours, then the same ones dashed. Never by colour alone: labels stand beside. */
const COLOURS = 8;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

export const seriesColour = (order: number): string => `var(--series-${(order % COLOURS) + 1})`;
export const seriesDash = (order: number): string =>
  DASHES[Math.floor(order / COLOURS) % DASHES.length] ?? '';
