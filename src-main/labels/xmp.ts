import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type NamedFace, personName } from './naming.ts';
import { area, microsoftRegions, mwgRegions, rdf } from './xmp-names.ts';
import { longestXmp } from './xmp-tree.ts';

/** Names beyond this number are ignored: no photo shows as many people. */
const mostFaces = 1000;

/**
 * The named faces of a photo's XMP: regions of the Metadata Working Group, as digiKam, Lightroom and Picasa write
 * them, else those of Microsoft. Properties may be attributes or elements of their own. XMP that cannot be read has none.
 *
 * The parser knows no entities but XML's own five, so that none can be expanded.
 *
 * Source: Metadata Working Group, "Guidelines for Handling Image Metadata", version 2.0, section 5.9.
 *
 * @returns areas in shares of the photo's sides.
 */
export function facesOfXmp(xmp: string): NamedFace[] {
  if (xmp.length > longestXmp) return [];
  const regions: Record<string, string>[] = [];
  try {
    collectRegions(xmp, regions);
  } catch {
    // What was whole before the fault is kept.
  }
  const mwg = regions.flatMap(mwgFace);
  return (mwg.length > 0 ? mwg : regions.flatMap(microsoftFace)).slice(0, mostFaces);
}

/** The properties of every list entry that holds an area, by namespace and name. */
function collectRegions(xmp: string, regions: Record<string, string>[]): void {
  const parser = new SaxesParser({ xmlns: true });
  const open: { tag: string; region: Record<string, string> | null; text: string }[] = [];
  const innermost = () => open.findLast(({ region }) => region !== null)?.region ?? undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    const region = tag.uri === rdf && tag.local === 'li' ? {} : null;
    open.push({ tag: tag.uri + tag.local, region, text: '' });
    const into = innermost();
    if (into === undefined) return;
    for (const { uri, local, value } of Object.values(tag.attributes)) into[uri + local] = value;
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    const { tag, region, text } = open.pop()!;
    if (region !== null) regions.push(region);
    else if (text.trim() !== '') {
      const into = innermost();
      if (into !== undefined) into[tag] = text.trim();
    }
  });
  parser.write(xmp).close();
}

function mwgFace(region: Record<string, string>): NamedFace[] {
  const name = personName(region[`${mwgRegions}Name`] ?? '');
  const type = region[`${mwgRegions}Type`] ?? 'Face';
  const unit = region[`${area}unit`] ?? 'normalized';
  const [x, y, width, height] = ['x', 'y', 'w', 'h'].map((key) => Number(region[area + key] ?? Number.NaN));
  if (name === '' || type !== 'Face' || unit !== 'normalized') return [];
  // x and y are those of the centre.
  return face(name, x! - width! / 2, y! - height! / 2, width!, height!);
}

function microsoftFace(region: Record<string, string>): NamedFace[] {
  const name = personName(region[`${microsoftRegions}PersonDisplayName`] ?? '');
  const numbers = (region[`${microsoftRegions}Rectangle`] ?? '').split(',').map(Number);
  if (name === '' || numbers.length !== 4) return [];
  return face(name, ...(numbers as [number, number, number, number]));
}

function face(name: string, x: number, y: number, width: number, height: number): NamedFace[] {
  const sensible =
    [x, y, width, height].every((value) => value >= -1 && value <= 2) && width > 0 && height > 0;
  return sensible ? [{ name, area: { x, y, width, height, unit: 'share' } }] : [];
}
