/**
 * Writes who is on a photo into XMP, as digiKam does: regions of the Metadata Working Group, and Microsoft's beside them. All else
 * of the XMP stays word for word.
 *
 * Source: Metadata Working Group, "Guidelines for Handling Image Metadata", version 2.0, section 5.9.
 */
import type { Box } from '../../src-shared/contract/index.ts';
import { intersectionOverUnion } from '../../src-shared/vision/index.ts';
import { leastOverlap, turned } from './assign.ts';
import { personName } from './naming.ts';
import { dimensions, microsoftInfo, microsoftRegionInfo, mwgRegions, rdf } from './xmp-names.ts';
import {
  microsoftRegion,
  mwgRegion,
  type RegionList,
  readMicrosoftRegions,
  readMwgRegions,
} from './xmp-regions.ts';
import { appendTo, type Edit, edited, escaped, findElement, parseXmp } from './xmp-tree.ts';

/** A photo and the people on it. */
export interface PhotoToDescribe {
  /** The upright photo's size. */
  original: { width: number; height: number };
  /** EXIF orientation that made it upright, 1 to 8. */
  orientation: number;
  /** Boxes in shares of the upright photo's sides. */
  people: readonly { name: string; box: Box }[];
}

interface Person {
  name: string;
  box: Box;
}

/**
 * XMP that names the people of a photo. Regions that it has already stay where they are, and are given another name if they
 * lie on a face that has one.
 *
 * @param before the sidecar's text; null if there is none. @returns the same text if there is nothing to change.
 * @throws Error if the text is not understood.
 */
export function writeRegions(before: string | null, photo: PhotoToDescribe): string {
  if (photo.people.length === 0) return before ?? '';
  if (before === null) return newSidecar(photo);
  const mark = before.startsWith('\ufeff') ? '\ufeff' : '';
  const xmp = before.slice(mark.length);
  const root = parseXmp(xmp);
  const outermost = findElement(root, rdf, 'RDF');
  if (outermost === undefined) throw new Error('It is no XMP.');
  const lists = { mwg: readMwgRegions(xmp, root), microsoft: readMicrosoftRegions(xmp, root) };
  const people = inReadingOf([lists.mwg, lists.microsoft], photo);
  const edits = [lists.mwg, lists.microsoft].flatMap((list) => (list === null ? [] : update(list, people)));
  const missing = [
    lists.mwg === null ? mwgBlock(photo, people) : '',
    lists.microsoft === null ? microsoftBlock(people) : '',
  ].join('');
  if (missing !== '') {
    const description = outermost.children.find((one) => one.uri === rdf && one.local === 'Description');
    const about =
      description?.attributes.find((one) => one.uri === rdf && one.local === 'about')?.value ?? '';
    edits.push(appendTo(xmp, outermost, describing(missing, about)));
  }
  return mark + edited(xmp, edits);
}

/**
 * People's boxes as the file means areas: of the photo as it is stored, which is the rule, or of the upright one where the
 * regions that are there fit the faces better so.
 */
function inReadingOf(
  lists: readonly (RegionList | null)[],
  { people, orientation }: PhotoToDescribe,
): Person[] {
  const stored = people.map(({ name, box }) => ({ name, box: turnedBack(within(box), orientation) }));
  const upright = people.map(({ name, box }) => ({ name, box: within(box) }));
  const regions = lists.flatMap((list) => list?.regions ?? []);
  const fit = (some: readonly Person[]) =>
    regions.reduce((sum, { box }) => sum + Math.max(0, ...some.map((one) => overlap(box, one.box))), 0);
  return fit(upright) > fit(stored) ? upright : stored;
}

/** An area of the upright photo, on the photo as it is stored: what `turned` undoes. */
export function turnedBack(box: Box, orientation: number): Box {
  // Quarter turns are each other's opposite; all other ways of turning are their own.
  return turned(box, orientation === 6 ? 8 : orientation === 8 ? 6 : orientation);
}

/** The part of a box that lies on the photo: detectors frame heads that are cut off. */
function within({ x, y, width, height }: Box): Box {
  const [left, top] = [clamp(x), clamp(y)];
  return { x: left, y: top, width: clamp(x + width) - left, height: clamp(y + height) - top };
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

function overlap(a: Box | null, b: Box): number {
  return a === null ? 0 : intersectionOverUnion(a, b);
}

/** The edits that make a list name people, each face once. */
function update({ regions, append }: RegionList, people: readonly Person[]): Edit[] {
  const pairs = regions
    .flatMap((region) => people.map((person) => ({ region, person, fit: overlap(region.box, person.box) })))
    .filter(({ fit }) => fit >= leastOverlap)
    .sort((a, b) => b.fit - a.fit);
  const regionOf = new Map<Person, RegionList['regions'][number]>();
  const taken = new Set<RegionList['regions'][number]>();
  for (const { region, person } of pairs) {
    if (regionOf.has(person) || taken.has(region)) continue;
    regionOf.set(person, region);
    taken.add(region);
  }
  const edits = [...regionOf].flatMap(([{ name }, region]) =>
    region.name === personName(name) ? [] : [region.rename(name)],
  );
  // Another program may have framed somebody otherwise: whom it names already is not named twice.
  const spare = regions.filter((region) => !taken.has(region)).map(({ name }) => name);
  const added = people.filter((person) => {
    if (regionOf.has(person)) return false;
    const at = spare.indexOf(personName(person.name));
    if (at >= 0) spare.splice(at, 1);
    return at < 0;
  });
  if (added.length > 0) edits.push(append(added));
  return edits;
}

function newSidecar(photo: PhotoToDescribe): string {
  const people = inReadingOf([], photo);
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Tammes">
 <rdf:RDF xmlns:rdf="${rdf}">${describing(mwgBlock(photo, people) + microsoftBlock(people), '')}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

function describing(content: string, about: string): string {
  return `
  <rdf:Description xmlns:rdf="${rdf}" rdf:about="${escaped(about)}">${content}
  </rdf:Description>`;
}

function mwgBlock({ original, orientation }: PhotoToDescribe, people: readonly Person[]): string {
  // The photo's size as it is stored.
  const { width, height } = orientation > 4 ? { width: original.height, height: original.width } : original;
  return `
   <mwg-rs:Regions xmlns:mwg-rs="${mwgRegions}" rdf:parseType="Resource">
    <mwg-rs:AppliedToDimensions xmlns:stDim="${dimensions}" stDim:w="${width}" stDim:h="${height}" stDim:unit="pixel"/>
    <mwg-rs:RegionList><rdf:Bag>${people.map((person) => mwgRegion(person, 'rdf:')).join('')}
    </rdf:Bag></mwg-rs:RegionList>
   </mwg-rs:Regions>`;
}

function microsoftBlock(people: readonly Person[]): string {
  return `
   <MP:RegionInfo xmlns:MP="${microsoftInfo}" rdf:parseType="Resource">
    <MPRI:Regions xmlns:MPRI="${microsoftRegionInfo}"><rdf:Bag>${people.map((person) => microsoftRegion(person, 'rdf:')).join('')}
    </rdf:Bag></MPRI:Regions>
   </MP:RegionInfo>`;
}
