/**
 * How every chart is pointed at and walked: the pointer and the arrow keys choose a mark, Enter or a click opens what
 * stands behind it, Escape and leaving let it go. Spread on the chart's root, which takes the keys itself.
 */
export type Walk = {
  /** The pointer is there, in pixels of the chart. */
  point: (x: number, y: number) => void;
  clear: () => void;
  /** Opens what is chosen, if anything is. */
  pick: () => void;
  /** Whether the key led to a mark; other keys stay the browser's. */
  step: (key: string) => boolean;
};

export function walk({ point, clear, pick, step }: Walk) {
  const move = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    point(event.clientX - box.left, event.clientY - box.top);
  };
  return {
    role: 'application',
    'aria-roledescription': 'chart',
    tabindex: 0,
    onpointermove: move,
    onpointerdown: move,
    onpointerleave: clear,
    onblur: clear,
    onclick: pick,
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        pick();
      } else if (event.key === 'Escape') clear();
      // With a modifier a key is the browser's: Ctrl+F finds, Alt+Left goes back.
      else if (!event.ctrlKey && !event.metaKey && !event.altKey && step(event.key)) event.preventDefault();
    },
  } as const;
}
