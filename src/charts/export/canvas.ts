/** A canvas keeps its pixels, not its drawing: what draws it is kept here, so that an export draws it afresh. */

/** Draws the marks in the colours of now, at `scale` pixels a CSS pixel. */
type Redraw = (scale: number) => HTMLCanvasElement;
const drawings = new WeakMap<HTMLCanvasElement, Redraw>();

export const keepDrawing = (canvas: HTMLCanvasElement, redraw: Redraw) => drawings.set(canvas, redraw);
export const redrawn = (canvas: HTMLCanvasElement, scale: number): HTMLCanvasElement =>
  drawings.get(canvas)?.(scale) ?? canvas;
