/** Computed styles → SVG attributes with plain colours, so that a file needs no stylesheet and no variables. */
import type { Attributes } from './markup.ts';

export type Plain = { hex: string; alpha: number };

/** Any CSS colour as #rrggbb and its opacity: other programs know neither `oklab()` nor `color-mix()`. */
export function colourReader(): (css: string) => Plain | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const known = new Map<string, Plain | null>();
  return (css) => {
    if (!css || css === 'none' || css === 'transparent') return null;
    const found = known.get(css);
    if (found !== undefined) return found;
    if (!context) throw new Error('This browser gives no canvas to read colours with.');
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    const hex = `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    const plain = a === 0 ? null : { hex, alpha: Math.round((a / 255) * 100) / 100 };
    known.set(css, plain);
    return plain;
  };
}

const px = (text: string): number => Number.parseFloat(text) || 0;

/** What each property is where nothing sets it; such values are left out. */
const DEFAULTS: Record<string, string> = {
  'stroke-width': '1',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-dasharray': 'none',
  'text-anchor': 'start',
  'shape-rendering': 'auto',
  'paint-order': 'normal',
};

/** `url("#id")` names a pattern; `rename` gives the name that it has in the file. */
function paint(
  kind: 'fill' | 'stroke',
  style: CSSStyleDeclaration,
  read: (css: string) => Plain | null,
  rename: (id: string) => string,
): Attributes {
  const css = style.getPropertyValue(kind);
  const pattern = /url\(["']?#([^"')]+)["']?\)/.exec(css)?.[1];
  if (pattern) return { [kind]: `url(#${rename(pattern)})` };
  const plain = read(css);
  const opacity = Number(style.getPropertyValue(`${kind}-opacity`) || 1) * (plain?.alpha ?? 1);
  return {
    [kind]: plain?.hex ?? 'none',
    [`${kind}-opacity`]: plain && opacity < 1 ? Math.round(opacity * 100) / 100 : null,
  };
}

/** Styles are told in small letters; other programs want the attribute's own spelling. */
const spelled = (value: string) =>
  ({ crispedges: 'crispEdges', geometricprecision: 'geometricPrecision' })[value] ?? value;

const TEXTS = new Set(['text', 'tspan']);

/** The attributes of one SVG element. A group has opacity only: its children carry the rest. */
export function paintOf(
  element: Element,
  read: (css: string) => Plain | null,
  rename: (id: string) => string,
): Attributes {
  const style = getComputedStyle(element);
  const opacity = Number(style.opacity);
  const own: Attributes = { opacity: opacity < 1 ? Math.round(opacity * 1000) / 1000 : null };
  if (['g', 'svg', 'defs', 'pattern', 'a'].includes(element.localName)) return own;
  const text = TEXTS.has(element.localName);
  const attributes: Attributes = {
    ...own,
    // A line has no inside.
    ...(element.localName === 'line' ? {} : paint('fill', style, read, rename)),
    ...paint('stroke', style, read, rename),
  };
  const stroked = attributes.stroke !== 'none';
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    if (!stroked && name.startsWith('stroke-')) continue;
    if (!text && name === 'text-anchor') continue;
    const value = style.getPropertyValue(name);
    if (value === '' || value === usual || value === `${usual}px`) continue;
    attributes[name] = name === 'stroke-width' ? px(value) : spelled(value.replaceAll('px', ''));
  }
  if (!stroked) delete attributes.stroke;
  if (text) Object.assign(attributes, textPaint(style, element.localName === 'tspan'));
  return attributes;
}

/** `inherits`: what stands around it may be bold, so that it says its own weight. */
export function textPaint(style: CSSStyleDeclaration, inherits = false): Attributes {
  const weight = Number(style.fontWeight);
  return {
    'font-size': Math.round(px(style.fontSize) * 100) / 100,
    'font-weight': weight === 400 && !inherits ? null : weight,
    'font-style': style.fontStyle === 'italic' ? 'italic' : null,
    'text-decoration': style.textDecorationLine.includes('underline') ? 'underline' : null,
  };
}
