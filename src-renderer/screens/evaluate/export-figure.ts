/** Figures as files of their own: in the light theme, with title and legend, and without the page's styles. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import { escapeHtml } from '../../../src-shared/escape-html.ts';

/** What stands above a figure. */
export interface FigureHead {
  title: string;
  /** Each with its colour, which may be a token of the theme. */
  legend: readonly { name: string; colour: string }[];
}

/** Where a figure's head is written in the page: on what saves it. */
export const headOf = (head: FigureHead) => JSON.stringify(head);

/** Pixels of a file for one of the window: enough for print. */
const pngRatio = 2;
const font = 'Inter, system-ui, sans-serif';
/** Height of title and legend. */
const above = 48;
/** Styles that a drawing takes from the page. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'font-size',
  'text-anchor',
  'opacity',
] as const;

/** All figures of a part of the page that are shown as drawings. */
export function figuresIn(root: ParentNode): { head: FigureHead; svg: string }[] {
  return [...root.querySelectorAll<HTMLElement>('[data-figure]')].flatMap((files) => {
    const svg = drawingOf(files);
    if (svg === null) return [];
    const head = JSON.parse(files.dataset.figure!) as FigureHead;
    return [{ head, svg: standalone(svg, head) }];
  });
}

/** The drawing that is saved by what lies beside it. */
export function drawingOf(files: Element): SVGSVGElement | null {
  return files.closest('section')?.querySelector<SVGSVGElement>('figure svg.recharts-surface') ?? null;
}

/** A drawing of the page as an SVG file. */
export function standalone(svg: SVGSVGElement, { title, legend }: FigureHead): string {
  const { width, height } = svg.getBoundingClientRect();
  const host = document.createElement('div');
  Object.assign(host.style, { position: 'fixed', left: '-10000px', top: '0' });
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const swatches = legend.map(({ colour }) => {
    const swatch = document.createElement('span');
    swatch.style.color = colour;
    return swatch;
  });
  host.append(copy, ...swatches);
  document.body.append(host);
  // Colours are those of the light theme. Nothing is drawn before it is taken back.
  document.documentElement.classList.add('on-paper');
  for (const element of [copy, ...copy.querySelectorAll('*')]) inlineStyles(element);
  const colours = swatches.map((swatch) => getComputedStyle(swatch).color);
  document.documentElement.classList.remove('on-paper');
  host.remove();
  for (const [name, value] of Object.entries({ x: 0, y: above, width, height }))
    copy.setAttribute(name, String(value));
  let left = 16;
  const entries = legend.map(({ name }, i) => {
    const at = left;
    left += 40 + 7.5 * name.length;
    return `<rect x="${at}" y="34" width="18" height="3" fill="${colours[i]}"/><text x="${at + 24}" y="39" font-size="12">${escapeHtml(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + above}" viewBox="0 0 ${width} ${height + above}" font-family="${font}" role="img" aria-label="${escapeHtml(title)}"><rect width="100%" height="100%" fill="#ffffff"/><text x="16" y="22" font-size="14" font-weight="600">${escapeHtml(title)}</text>${entries.join('')}${new XMLSerializer().serializeToString(copy)}</svg>\n`;
}

function inlineStyles(element: Element): void {
  const style = getComputedStyle(element);
  for (const name of drawn) element.setAttribute(name, style.getPropertyValue(name));
  for (const name of ['class', 'style', 'tabindex', 'role', 'id']) element.removeAttribute(name);
}

/** @param svg as `standalone` writes it. @throws TammesError 'picture-not-made' */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [pngRatio * image.width, pngRatio * image.height];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new TammesError('picture-not-made', {});
  return blob;
}
