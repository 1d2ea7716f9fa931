/** The face regions that XMP has already, and how to change their names or to add others. */
import type { Box } from '../../src-shared/contract/index.ts';
import { personName } from './naming.ts';
import { area, microsoftRegionInfo, microsoftRegions, mwgRegions, rdf } from './xmp-names.ts';
import { appendTo, type Edit, escaped, findElement, setAttribute, type XmpElement } from './xmp-tree.ts';

/** A region of XMP: whom it names, and where, in shares of the photo's sides. */
export interface Region {
  name: string;
  /** Null if it is not understood. */
  box: Box | null;
  /** The edit by which it names somebody else. */
  rename(name: string): Edit;
}

/** A list of regions, to which others can be added. */
export interface RegionList {
  regions: Region[];
  /** The edit that adds regions for people. */
  append(people: readonly { name: string; box: Box }[]): Edit;
}

/** Regions of the Metadata Working Group; null if there are none. @throws Error if they are not understood. */
export function readMwgRegions(xmp: string, root: XmpElement): RegionList | null {
  return readList(xmp, root, findElement(root, mwgRegions, 'RegionList'), mwgRegions, {
    uri: mwgRegions,
    local: 'Name',
    box: mwgBox,
    write: mwgRegion,
  });
}

/** Regions of Microsoft's; null if there are none. @throws Error if they are not understood. */
export function readMicrosoftRegions(xmp: string, root: XmpElement): RegionList | null {
  return readList(xmp, root, findElement(root, microsoftRegionInfo, 'Regions'), microsoftRegionInfo, {
    uri: microsoftRegions,
    local: 'PersonDisplayName',
    box: microsoftBox,
    write: microsoftRegion,
  });
}

interface Kind {
  /** Of the property that names the person. */
  uri: string;
  local: string;
  box(item: XmpElement): Box | null;
  write(person: { name: string; box: Box }, rdfPrefix: string): string;
}

function readList(
  xmp: string,
  root: XmpElement,
  list: XmpElement | undefined,
  uri: string,
  kind: Kind,
): RegionList | null {
  // Without a list there must be nothing of its kind at all: what is there in another form would be there twice.
  if (list === undefined) {
    if (mentions(root, uri)) throw new Error('Its regions are in no list.');
    return null;
  }
  const bag = list.children.find((one) => one.uri === rdf && ['Bag', 'Seq', 'Alt'].includes(one.local));
  if (bag === undefined) throw new Error('Its list of regions is empty or of another kind.');
  const items = bag.children.filter((one) => one.uri === rdf && one.local === 'li');
  const prefix = bag.name.slice(0, -bag.local.length);
  return {
    regions: items.map((item) => ({
      name: personName(property(item, kind.uri, kind.local)?.value ?? ''),
      box: kind.box(item),
      rename: (name) => renamed(xmp, item, kind, name),
    })),
    append: (people) => appendTo(xmp, bag, people.map((person) => kind.write(person, prefix)).join('')),
  };
}

function mentions(element: XmpElement, uri: string): boolean {
  return (
    element.uri === uri ||
    element.attributes.some((attribute) => attribute.uri === uri) ||
    element.children.some((child) => mentions(child, uri))
  );
}

/** A property as an attribute or as an element of its own. */
interface Property {
  value: string;
  holder: XmpElement;
  /** As the attribute is written; null for an element. */
  attribute: string | null;
}

/** @param element of a region: itself, or what lies in it. */
function property(element: XmpElement, uri: string, local: string): Property | undefined {
  const attribute = element.attributes.find((one) => one.uri === uri && one.local === local);
  if (attribute !== undefined) return { value: attribute.value, holder: element, attribute: attribute.name };
  if (element.uri === uri && element.local === local && element.children.length === 0)
    return { value: element.text.trim(), holder: element, attribute: null };
  for (const child of element.children) {
    const found = property(child, uri, local);
    if (found !== undefined) return found;
  }
  return undefined;
}

function renamed(xmp: string, item: XmpElement, { uri, local }: Kind, name: string): Edit {
  const known = property(item, uri, local);
  if (known === undefined) return named(item, uri, local, name);
  const { holder, attribute } = known;
  if (attribute !== null) return setAttribute(xmp, holder, attribute, name);
  if (holder.end === holder.contentEnd) return appendTo(xmp, holder, escaped(name));
  return { start: holder.contentStart, end: holder.contentEnd, text: escaped(name) };
}

/** Names a region that names nobody: as RDF allows it, by an attribute unless its properties have to be elements. */
function named(item: XmpElement, uri: string, local: string, name: string): Edit {
  const description = item.children.find((one) => one.uri === rdf && one.local === 'Description');
  const holder = description ?? item;
  // A prefix of its own is right wherever it stands.
  const declared = `xmlns:tammes="${uri}"`;
  if (holder.attributes.some((one) => one.uri === rdf && one.local === 'parseType')) {
    const place = holder.contentStart;
    const text = `<tammes:${local} ${declared}>${escaped(name)}</tammes:${local}>`;
    return { start: place, end: place, text };
  }
  const place = holder.start + 1 + holder.name.length;
  return { start: place, end: place, text: ` ${declared} tammes:${local}="${escaped(name)}"` };
}

function numbers(item: XmpElement, keys: readonly string[]): number[] {
  return keys.map((key) => Number(property(item, area, key)?.value ?? Number.NaN));
}

function mwgBox(item: XmpElement): Box | null {
  const type = property(item, mwgRegions, 'Type')?.value ?? 'Face';
  const unit = property(item, area, 'unit')?.value ?? 'normalized';
  const [x, y, width, height] = numbers(item, ['x', 'y', 'w', 'h']);
  if (type !== 'Face' || unit !== 'normalized' || ![x, y, width, height].every(Number.isFinite)) return null;
  // x and y are those of the centre.
  return { x: x! - width! / 2, y: y! - height! / 2, width: width!, height: height! };
}

function microsoftBox(item: XmpElement): Box | null {
  const [x, y, width, height] = (property(item, microsoftRegions, 'Rectangle')?.value ?? '')
    .split(',')
    .map(Number);
  if (![x, y, width, height].every(Number.isFinite)) return null;
  return { x: x!, y: y!, width: width!, height: height! };
}

/** Prefixes are declared where they are used: an existing file may have given them another meaning. */
export function mwgRegion({ name, box }: { name: string; box: Box }, rdfPrefix: string): string {
  const { width, height } = box;
  return `
     <${rdfPrefix}li>
      <${rdfPrefix}Description xmlns:mwg-rs="${mwgRegions}" mwg-rs:Name="${escaped(name)}" mwg-rs:Type="Face">
       <mwg-rs:Area xmlns:stArea="${area}" stArea:x="${share(box.x + width / 2)}" stArea:y="${share(box.y + height / 2)}" stArea:w="${share(width)}" stArea:h="${share(height)}" stArea:unit="normalized"/>
      </${rdfPrefix}Description>
     </${rdfPrefix}li>`;
}

export function microsoftRegion({ name, box }: { name: string; box: Box }, rdfPrefix: string): string {
  const rectangle = [box.x, box.y, box.width, box.height].map(share).join(', ');
  return `
     <${rdfPrefix}li xmlns:MPReg="${microsoftRegions}" MPReg:Rectangle="${rectangle}" MPReg:PersonDisplayName="${escaped(name)}"/>`;
}

/** A hundredth of a pixel of any photo. */
function share(value: number): string {
  return String(Number(value.toFixed(7)));
}
