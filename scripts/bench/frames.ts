/** Frames of an interaction, measured in the page: a move a frame, its work and the time between frames, in ms. */

export type Frames = { work: number[]; frame: number[] };

export const quantiles = (times: readonly number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (p: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), max: at(1), n: sorted.length };
};

/** As text, since the bundler's names do not exist in the page. `at` gives a point of the element by frame. */
const moves = (selector: string, before: string, at: string, after: string, frames: number) => `new Promise((done) => {
  const target = document.querySelector(${JSON.stringify(selector)});
  if (!target) throw new Error('nothing to move over: ' + ${JSON.stringify(selector)});
  const box = target.getBoundingClientRect();
  const work = [], frame = [];
  // No pointer that the browser knows of is down, so it would refuse to give the element its moves; they are sent to it.
  target.setPointerCapture = () => undefined;
  const send = (type, x, y, buttons) => target.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons, clientX: x, clientY: y,
  }));
  let i = 0, last = 0;
  const point = (i) => { ${at} };
  ${before}
  const next = (now) => {
    if (i > 0) frame.push(now - last);
    last = now;
    if (i++ === ${frames}) { ${after} return done({ work, frame }); }
    const [x, y] = point(i);
    const began = performance.now();
    send('pointermove', x, y, ${before ? 1 : 0});
    // The framework writes to the page in a microtask; reading a size makes the browser lay it out.
    Promise.resolve().then(() => (document.body.offsetHeight, work.push(performance.now() - began)));
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

export const hovering = (selector: string, frames = 300): string =>
  moves(
    selector,
    '',
    `return [box.left + box.width * (0.15 + 0.6 * Math.abs(Math.sin(i * 12.9))), box.top + box.height * (0.2 + 0.6 * Math.abs(Math.sin(i * 7.3)))];`,
    '',
    frames,
  );

/** A drag from a quarter of the width, back and forth. */
export const brushing = (selector: string, frames = 200): string =>
  moves(
    selector,
    `send('pointerdown', box.left + box.width * 0.25, box.top + box.height / 2, 1);`,
    `return [box.left + box.width * (0.6 + 0.3 * Math.sin(i / 15)), box.top + box.height / 2];`,
    `send('pointerup', box.left + box.width * 0.7, box.top + box.height / 2, 0);`,
    frames,
  );
