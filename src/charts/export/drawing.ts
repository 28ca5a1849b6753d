/** The drawing area of a chart's frame (layers of SVG, canvas and HTML legends) as one piece of SVG. */
import { redrawn } from './canvas.ts';
import { element, escaped, type Attributes } from './markup.ts';
import { paintOf, textPaint, type Plain } from './paint.ts';

/** What stands in the page to be used, not to be read. */
const NOT_DRAWN = '.on-screen, .tooltip, .strip, .info, .visually-hidden, button, input, select, fieldset';

const GEOMETRY = [
  ...['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'd', 'points', 'transform'],
  ...['width', 'height', 'viewBox', 'patternUnits', 'patternTransform', 'offset', 'clip-path'],
];
const KNOWN = new Set([
  ...['g', 'path', 'line', 'rect', 'circle', 'ellipse', 'polyline', 'polygon', 'text', 'tspan'],
  ...['defs', 'pattern', 'clipPath', 'a', 'svg'],
]);

/** Pixels of an embedded canvas to one of the drawing. */
const SCALE = 2;

export type Drawn = { markup: string; width: number; height: number; hatched: boolean };

export function drawingSvg(area: HTMLElement, read: (css: string) => Plain | null): Drawn {
  const origin = area.getBoundingClientRect();
  const names = new Map<string, string>();
  // Names of the page hold its counters; those of the file only its own order.
  const rename = (id: string) => {
    const name = names.get(id) ?? `p${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  const hidden = (node: Element, style: CSSStyleDeclaration) =>
    style.display === 'none' ||
    style.visibility === 'hidden' ||
    Number(style.opacity) === 0 ||
    node.matches(NOT_DRAWN);

  function vector(node: Element): string {
    if (!KNOWN.has(node.localName) || hidden(node, getComputedStyle(node))) return '';
    const attributes: Attributes = {};
    const id = node.getAttribute('id');
    if (id) attributes.id = rename(id);
    for (const name of GEOMETRY) attributes[name] = node.getAttribute(name);
    const clip = /#([^)"']+)/.exec((attributes['clip-path'] as string) ?? '')?.[1];
    if (clip) attributes['clip-path'] = `url(#${rename(clip)})`;
    const inside = [...node.childNodes].map((child) =>
      child instanceof Element
        ? vector(child)
        : child.nodeType === Node.TEXT_NODE && /^(text|tspan)$/.test(node.localName)
          ? escaped(child.textContent?.replace(/\s+/g, ' ') ?? '')
          : '',
    );
    const content = inside.join('');
    if (content === '' && /^(g|text|tspan|a|defs)$/.test(node.localName)) return '';
    if (node.localName === 'path' && !attributes.d) return '';
    return element(
      node.localName === 'a' ? 'g' : node.localName,
      { ...attributes, ...paintOf(node, read, rename) },
      content,
    );
  }

  function layer(svg: SVGSVGElement): string {
    const box = svg.getBoundingClientRect();
    const content = [...svg.children].map(vector).join('');
    if (!content || box.width === 0) return '';
    const [x, y] = [box.left - origin.left, box.top - origin.top];
    const view = svg.viewBox.baseVal;
    const plain =
      !view || view.width === 0 || (view.x === 0 && view.y === 0 && Math.abs(view.width - box.width) < 0.5);
    const opacity = Number(getComputedStyle(svg).opacity);
    const placed = { opacity: opacity < 1 ? opacity : null };
    if (plain) return element('g', { transform: x || y ? `translate(${x} ${y})` : null, ...placed }, content);
    const { width, height } = box;
    return element('svg', { x, y, width, height, viewBox: svg.getAttribute('viewBox'), ...placed }, content);
  }

  function picture(canvas: HTMLCanvasElement): string {
    const box = canvas.getBoundingClientRect();
    if (box.width === 0) return '';
    return element('image', {
      x: box.left - origin.left,
      y: box.top - origin.top,
      width: box.width,
      height: box.height,
      href: redrawn(canvas, SCALE).toDataURL('image/png'),
    });
  }

  /** A text of the page, a line at a time, at the places where the page has set it. */
  function words(text: Text): string {
    const parent = text.parentElement;
    const content = text.data;
    if (!parent || !content.trim()) return '';
    const style = getComputedStyle(parent);
    const lines: { text: string; box: DOMRect }[] = [];
    const range = document.createRange();
    // A line may end at a hyphen, within what blanks would make one word.
    for (const word of content.matchAll(/[^\s\u2010-\u2015-]*[\u2010-\u2015-]+|[^\s\u2010-\u2015-]+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      const line = lines.at(-1);
      const apart = /\s/.test(content[word.index - 1] ?? '');
      if (line && Math.abs(line.box.top - box.top) < 2) line.text += `${apart ? ' ' : ''}${word[0]}`;
      else lines.push({ text: word[0], box });
    }
    const colour = read(style.color);
    return lines
      .map(({ text, box }) =>
        element(
          'text',
          {
            x: box.left - origin.left,
            // The baseline of most fonts lies at about four fifths of a line's box.
            y: box.top - origin.top + box.height * 0.79,
            fill: colour?.hex,
            ...textPaint(style),
            // Its place comes from the page's font, not from the chart.
            'data-page': 'text',
          },
          escaped(text),
        ),
      )
      .join('');
  }

  /** A filled or framed box of the page: a legend's swatch. */
  function ground(node: Element, style: CSSStyleDeclaration): string {
    const fill = read(style.backgroundColor);
    const border = Number.parseFloat(style.borderTopWidth) || 0;
    const stroke = border > 0 && style.borderTopStyle !== 'none' ? read(style.borderTopColor) : null;
    if (!fill && !stroke) return '';
    const box = node.getBoundingClientRect();
    return element('rect', {
      x: box.left - origin.left + border / 2,
      y: box.top - origin.top + border / 2,
      width: Math.max(0, box.width - border),
      height: Math.max(0, box.height - border),
      rx: Number.parseFloat(style.borderTopLeftRadius) || null,
      fill: fill?.hex ?? 'none',
      'fill-opacity': fill && fill.alpha < 1 ? fill.alpha : null,
      stroke: stroke?.hex,
      'stroke-width': stroke ? border : null,
      'data-page': 'box',
    });
  }

  let bottom = 0;
  function page(node: Element): string {
    const style = getComputedStyle(node);
    if (hidden(node, style)) return '';
    if (node instanceof SVGSVGElement || node instanceof HTMLCanvasElement) {
      bottom = Math.max(bottom, node.getBoundingClientRect().bottom - origin.top);
      return node instanceof SVGSVGElement ? layer(node) : picture(node);
    }
    const inside = [...node.childNodes].map((child) => {
      if (child instanceof Element) return page(child);
      if (!(child instanceof Text) || !child.data.trim()) return '';
      bottom = Math.max(bottom, node.getBoundingClientRect().bottom - origin.top);
      return words(child);
    });
    return ground(node, style) + inside.join('');
  }

  const markup = [...area.childNodes]
    .map((child) => (child instanceof Element ? page(child) : child instanceof Text ? words(child) : ''))
    .join('');
  return { markup, width: origin.width, height: bottom, hatched: markup.includes('<pattern') };
}
