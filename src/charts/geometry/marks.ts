/** The mark of a claim: a disc; a hollow triangle for "up to", since the claim is an upper end and points upwards. */
import type { Mark } from './scatter.ts';

/** Radius by the number of marks: fewer are larger. */
export const markRadius = (marks: number, width: number): number =>
  (marks < 250 ? 4 : marks < 1200 ? 3.4 : marks < 6000 ? 2.6 : 1.8) * (width < 500 ? 0.85 : 1);

export const markOpacity = (marks: number): number => (marks < 250 ? 0.9 : marks < 1200 ? 0.7 : 0.5);

/** Above this many marks a canvas draws them: as many elements would make the page slow. */
export const MOST_ELEMENTS = 1500;

/** Corners of a triangle as wide as a disc of `r` looks. */
export function trianglePath(x: number, y: number, r: number): string {
  const [w, h] = [r * 1.15, r * 1.1];
  return `M${(x - w).toFixed(1)},${(y + h * 0.85).toFixed(1)}h${(2 * w).toFixed(1)}L${x.toFixed(1)},${(y - h * 1.15).toFixed(1)}Z`;
}

export type MarkColours = { gain: string; price: string; panel: string };

/** Draws marks on a canvas already scaled to CSS pixels. Discs first, so that triangles stay seen among them. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  radius: number,
  colours: MarkColours,
): void {
  context.globalAlpha = markOpacity(marks.length);
  context.lineWidth = 1;
  for (const worse of [false, true]) {
    const colour = worse ? colours.price : colours.gain;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.beginPath();
    for (const { claim, x, y0, y1 } of marks) {
      if (claim.worse !== worse || Math.abs(y0 - y1) < 1) continue;
      context.moveTo(x, y0);
      context.lineTo(x, y1);
    }
    context.stroke();
    for (const { claim, x, y, r = radius } of marks) {
      if (claim.worse !== worse || claim.upTo) continue;
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = Math.min(1, markOpacity(marks.length) + 0.3);
  context.lineWidth = 1.3;
  for (const { claim, x, y, r = radius } of marks) {
    if (!claim.upTo) continue;
    const triangle = new Path2D(trianglePath(x, y, r));
    context.strokeStyle = claim.worse ? colours.price : colours.gain;
    context.stroke(triangle);
  }
  context.globalAlpha = 1;
}
