/** The keyboard and a screen reader go on at the heading of a page just opened, not at the link that led there. */

const HEADING = 'h1, h2, h3';
const PATIENCE = 10_000; // ms; the engine may have to start before a page has a heading

/**
 * Focuses the first heading of `main` once the old page has left (`ready`) and there is one, unless the reader has
 * moved on. Returns how to give up.
 */
export function headingFocus(main: HTMLElement | null, ready: Promise<unknown>): () => void {
  if (!main) return () => undefined;
  const began = document.activeElement;
  const settle = (): boolean => {
    const now = document.activeElement;
    if (now !== began && now !== document.body) return true;
    const heading = main.querySelector<HTMLElement>(HEADING);
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return true;
  };
  let over = false;
  const observer = new MutationObserver(() => {
    if (settle()) stop();
  });
  const timer = setTimeout(() => stop(), PATIENCE);
  function stop() {
    over = true;
    observer.disconnect();
    clearTimeout(timer);
  }
  ready.then(
    () => {
      if (over || settle()) stop();
      else observer.observe(main, { childList: true, subtree: true });
    },
    () => stop(),
  );
  return stop;
}
