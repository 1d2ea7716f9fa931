/** XMP as elements that know where they stand in the text, so that a part can be changed and the rest stays as it is. */
import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Characters above which XMP is passed over: programs write some kilobytes. */
export const longestXmp = 2 ** 22;
/** Elements in each other: programs nest a dozen. */
const deepest = 200;

export interface XmpElement {
  uri: string;
  local: string;
  /** As it is written, with the prefix. */
  name: string;
  attributes: { uri: string; local: string; name: string; value: string }[];
  /** Of the whole element, and of its content; the latter is empty between equal places in `<a/>`. */
  start: number;
  contentStart: number;
  contentEnd: number;
  end: number;
  text: string;
  children: XmpElement[];
}

/**
 * The outermost element. The parser knows no entities but XML's own five, so that none can be expanded.
 * @param xmp without a byte order mark.
 * @throws Error if the text is no XML.
 */
export function parseXmp(xmp: string): XmpElement {
  if (xmp.length > longestXmp) throw new Error('It is too long.');
  const parser = new SaxesParser({ xmlns: true });
  const open: XmpElement[] = [];
  let root: XmpElement | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    if (open.length >= deepest) throw new Error('It is nested too deeply.');
    const element: XmpElement = {
      uri: tag.uri,
      local: tag.local,
      name: tag.name,
      attributes: Object.values(tag.attributes).map(({ uri, local, name, value }) => ({
        uri,
        local,
        name,
        value,
      })),
      // A tag holds no other `<`: XML forbids it in the values of attributes.
      start: xmp.lastIndexOf('<', parser.position - 1),
      contentStart: parser.position,
      contentEnd: parser.position,
      end: parser.position,
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    const element = open.pop()!;
    if (parser.position === element.contentStart) return;
    element.contentEnd = xmp.lastIndexOf('<', parser.position - 1);
    element.end = parser.position;
  });
  parser.write(xmp).close();
  if (root === undefined) throw new Error('It has no element.');
  return root;
}

/** The first element of that name at or below another. */
export function findElement(element: XmpElement, uri: string, local: string): XmpElement | undefined {
  if (element.uri === uri && element.local === local) return element;
  for (const child of element.children) {
    const found = findElement(child, uri, local);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A change of a text: what stands between two places is replaced. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** @param edits that do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end), text);
}

/** Puts text at the end of an element's content. */
export function appendTo(xmp: string, element: XmpElement, text: string): Edit {
  const { contentEnd, end, name } = element;
  if (end > contentEnd) {
    // Before the space that indents the closing tag.
    const place = contentEnd - /\s*$/.exec(xmp.slice(element.contentStart, contentEnd))![0].length;
    return { start: place, end: place, text };
  }
  // `<a/>` becomes `<a>…</a>`.
  const slash = xmp.lastIndexOf('/', end - 1);
  return { start: slash, end, text: `>${text}</${name}>` };
}

/** Gives an attribute of an element another value, or the attribute where it is not there. */
export function setAttribute(xmp: string, element: XmpElement, name: string, value: string): Edit {
  const tag = xmp.slice(element.start, element.contentStart);
  const attribute = /\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/y;
  attribute.lastIndex = 1 + element.name.length;
  const first = element.start + attribute.lastIndex;
  for (let found = attribute.exec(tag); found !== null; found = attribute.exec(tag)) {
    if (found[1] !== name) continue;
    const end = element.start + attribute.lastIndex;
    return { start: end - found[2]!.length, end, text: `"${escaped(value)}"` };
  }
  return { start: first, end: first, text: ` ${name}="${escaped(value)}"` };
}

/** Text as XML has it, in content and in attributes alike. What XML cannot hold is left out. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`)
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
