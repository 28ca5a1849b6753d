/** A chart as an SVG file that stands alone: title, subtitle, drawing, notes and source, in plain colours. */
import { textWidth } from '../geometry/labels.ts';
import { drawingSvg } from './drawing.ts';
import { element, escaped, wrapped } from './markup.ts';
import { colourReader, type Plain } from './paint.ts';

/** Found on Windows, Android, macOS and Linux; the last one everywhere. */
export const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const MARGIN = 24;

export type Theme = 'light' | 'current';
export type Words = {
  title: string;
  subtitle: string;
  /** Where the data are from, with version, dates and filter. */
  source: string;
  /** Where the chart is seen alive. */
  url: string;
};
export type Picture = { text: string; width: number; height: number };

type Block = { size: number; weight?: number; colour: string; gap: number; lines: string[] };

/** Lines of text below each other from `top` on; the estimate of widths is a wide one, so none is cut. */
function blocks(all: readonly Block[], top: number) {
  let y = top;
  const out: string[] = [];
  for (const { size, weight, colour, gap, lines } of all) {
    if (lines.length > 0) y += gap;
    for (const line of lines) {
      y += size * 1.35;
      out.push(
        element(
          'text',
          { x: MARGIN, y: y - size * 0.3, 'font-size': size, 'font-weight': weight, fill: colour },
          escaped(line),
        ),
      );
    }
  }
  return { markup: out.join('\n'), bottom: y };
}

/** A colour of the theme as it is within the frame. */
function themeColour(within: Element, name: string, read: (css: string) => Plain | null): string {
  const probe = document.createElement('span');
  probe.style.setProperty('transition', 'none', 'important');
  probe.style.color = `var(${name})`;
  within.append(probe);
  const colour = read(getComputedStyle(probe).color);
  probe.remove();
  return colour?.hex ?? '#000000';
}

/** What stands below the chart to be read, without the hints at what can be clicked. */
function noteOf(figure: HTMLElement): string {
  const note = figure.querySelector('figcaption .note')?.cloneNode(true) as Element | undefined;
  note?.querySelectorAll('.on-screen, .info, button').forEach((part) => part.remove());
  return note?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

/** Reads the frame as it stands in the page; `theme` light shows it as the light page would. */
export function chartSvg(figure: HTMLElement, words: Words, theme: Theme): Picture {
  const area = figure.querySelector<HTMLElement>('.drawing');
  if (!area) throw new Error('The chart has no drawing to export.');
  const page = document.documentElement;
  const before = page.dataset.theme;
  // Set and unset within one task: the page never paints it. A transition, however short, would tell the colour before.
  figure.classList.add('exporting');
  if (theme === 'light') page.dataset.theme = 'light';
  try {
    const read = colourReader();
    const [ground, ink, ink2, ink3] = ['--ground', '--ink', '--ink-2', '--ink-3'].map((name) =>
      themeColour(figure, name, read),
    );
    const drawn = drawingSvg(area, read);
    const width = Math.ceil(drawn.width + 2 * MARGIN);
    const lines = (text: string, size: number, weight?: 'bold') =>
      wrapped(text, drawn.width, (line) => textWidth(line, size, weight));
    const head = blocks(
      [
        { size: 19, weight: 650, colour: ink ?? '', gap: 0, lines: lines(words.title, 19, 'bold') },
        { size: 14, colour: ink2 ?? '', gap: 4, lines: lines(words.subtitle, 14) },
      ],
      MARGIN - 6,
    );
    const top = head.bottom + 14;
    const foot = blocks(
      [
        { size: 12, colour: ink3 ?? '', gap: 0, lines: lines(noteOf(figure), 12) },
        { size: 12, colour: ink2 ?? '', gap: 4, lines: lines(words.source, 12) },
      ],
      top + drawn.height + 12,
    );
    const height = Math.ceil(foot.bottom + MARGIN - 6);
    const text = [
      element(
        'svg',
        {
          xmlns: 'http://www.w3.org/2000/svg',
          width,
          height,
          viewBox: `0 0 ${width} ${height}`,
          'font-family': FONTS,
          'font-size': 15,
          role: 'img',
        },
        [
          '',
          element('title', {}, escaped(words.title)),
          element('desc', {}, escaped(`${words.subtitle} ${words.source} ${words.url}`.trim())),
          element('rect', { width, height, fill: ground }),
          head.markup,
          element('g', { transform: `translate(${MARGIN} ${top})` }, `\n${drawn.markup}\n`),
          foot.markup,
          '',
        ].join('\n'),
      ),
      '',
    ].join('\n');
    return { text, width, height };
  } finally {
    if (before === undefined) delete page.dataset.theme;
    else page.dataset.theme = before;
    figure.classList.remove('exporting');
  }
}
