import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignNames, turned } from '../../src-main/labels/assign.ts';
import { facesOfXmp } from '../../src-main/labels/xmp.ts';
import { type PhotoToDescribe, turnedBack, writeRegions } from '../../src-main/labels/xmp-write.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { exiftool, hasExiftool } from '../helpers/exiftool.ts';

const ann = { name: 'Ann "A" & <Bo>', box: { x: 0.1, y: 0.2, width: 0.2, height: 0.1 } };
const hanako = { name: '花子', box: { x: 0.6, y: 0.5, width: 0.2, height: 0.15 } };
const photo = (changes: Partial<PhotoToDescribe> = {}): PhotoToDescribe => ({
  original: { width: 400, height: 600 },
  orientation: 1,
  people: [ann, hanako],
  ...changes,
});
const names = (xmp: string) => facesOfXmp(xmp).map(({ name }) => name);

/** As digiKam writes it, with a pet, a person whose face is `ann`'s, and things that are none of our business. */
const digikam = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\r
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">\r
 <!-- by hand: keep -->
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about='uuid:7'
    xmlns:digiKam="http://www.digikam.org/ns/1.0/"
    xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
    xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
    xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
    xmlns:MP="http://ns.microsoft.com/photo/1.2/"
    xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
    xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"
   digiKam:PickLabel = "0"   >
   <digiKam:TagsList><rdf:Seq><rdf:li>People/Änne 😀</rdf:li></rdf:Seq></digiKam:TagsList>
   <mwg-rs:Regions rdf:parseType="Resource">
    <mwg-rs:AppliedToDimensions stDim:w="400" stDim:h="600" stDim:unit="pixel"/>
    <mwg-rs:RegionList>
     <rdf:Bag>
      <rdf:li>
       <rdf:Description
        mwg-rs:Name="Änne"
        mwg-rs:Type="Face">
       <mwg-rs:Area stArea:x="0.21" stArea:y="0.25" stArea:w="0.2" stArea:h="0.1" stArea:unit="normalized"/>
       </rdf:Description>
      </rdf:li>
      <rdf:li>
       <rdf:Description mwg-rs:Name="Rex" mwg-rs:Type="Pet">
       <mwg-rs:Area stArea:x="0.7" stArea:y="0.575" stArea:w="0.2" stArea:h="0.15" stArea:unit="normalized"/>
       </rdf:Description>
      </rdf:li>
     </rdf:Bag>
    </mwg-rs:RegionList>
   </mwg-rs:Regions>
   <MP:RegionInfo rdf:parseType="Resource">
    <MPRI:Regions>
     <rdf:Bag>
      <rdf:li MPReg:Rectangle="0.11, 0.2, 0.2, 0.1" MPReg:PersonDisplayName="Änne"/>
     </rdf:Bag>
    </MPRI:Regions>
   </MP:RegionInfo>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>\r
<?xpacket end='w'?>`;

/** As Lightroom writes regions: every property an attribute, Microsoft's not there. */
const lightroom = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#" crs:Exposure2012="+0.35"><mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:AppliedToDimensions stDim:h="600" stDim:unit="pixel" stDim:w="400"/><mwg-rs:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource"><mwg-rs:Area stArea:h="0.1" stArea:w="0.2" stArea:x="0.2" stArea:y="0.25"/><mwg-rs:Type>Face</mwg-rs:Type></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>`;

/** Without a region, all in one tag. */
const plain = `\ufeff<R:RDF xmlns:R="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><R:Description R:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"/></R:RDF>`;

/** Whether a text has all tags of another in their order, word for word, but for one that is replaced. */
function keeps(before: string, after: string, replaced: string): boolean {
  const tags = (text: string) => text.split(/(?=<)/).map((tag) => tag.trimEnd());
  const rest = tags(after);
  return tags(before)
    .filter((tag) => !tag.includes(replaced))
    .every((tag) => {
      const at = rest.indexOf(tag);
      rest.splice(0, at + 1);
      return at >= 0;
    });
}

describe('a sidecar of names', () => {
  test('is read back with the same names and areas, and needs no change then', () => {
    const xmp = writeRegions(null, photo());
    expect(names(xmp)).toEqual([ann.name, hanako.name]);
    expect(facesOfXmp(xmp)[0]!.area).toMatchObject({
      x: expect.closeTo(0.1, 6),
      y: expect.closeTo(0.2, 6),
      width: expect.closeTo(0.2, 6),
      height: expect.closeTo(0.1, 6),
    });
    expect(writeRegions(xmp, photo())).toBe(xmp);
  });

  test('means the photo as it is stored, whatever its orientation', () => {
    const size = { width: 800, height: 1200, original: { width: 400, height: 600 } };
    const boxes = [ann, hanako].map(({ box }) => ({
      x: box.x * size.width,
      y: box.y * size.height,
      width: box.width * size.width,
      height: box.height * size.height,
    }));
    for (let orientation = 1; orientation <= 8; orientation++) {
      const xmp = writeRegions(null, photo({ orientation }));
      const assigned = assignNames(facesOfXmp(xmp), boxes, 0, { ...size, orientation });
      expect(assigned.toSorted((a, b) => a.face - b.face)).toEqual([
        { face: 0, name: ann.name },
        { face: 1, name: hanako.name },
      ]);
      const back = turned(turnedBack(ann.box, orientation), orientation);
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(back[side]).toBeCloseTo(ann.box[side], 12);
      expect(xmp).toContain(orientation > 4 ? 'stDim:w="600"' : 'stDim:w="400"');
    }
  });

  test('frames what lies on the photo of a face that is cut off', () => {
    const people = [{ name: 'Bo', box: { x: -0.1, y: 0.9, width: 0.3, height: 0.3 } }];
    const [face] = facesOfXmp(writeRegions(null, photo({ people })));
    expect(face!.area).toMatchObject({ x: expect.closeTo(0, 6), width: expect.closeTo(0.2, 6) });
    expect(face!.area!.y + face!.area!.height).toBeCloseTo(1, 6);
  });

  test('keeps what another program has written word for word, and renames and adds people', () => {
    const after = writeRegions(digikam, photo());
    expect(names(after)).toEqual([ann.name, hanako.name]);
    expect(after).toContain('mwg-rs:Name="Rex" mwg-rs:Type="Pet"');
    expect(after).toContain('digiKam:PickLabel = "0"   >');
    expect(after).toContain('<rdf:li>People/Änne 😀</rdf:li>');
    expect(after).toContain('stArea:x="0.21"');
    expect(after.match(/PersonDisplayName="[^"]*"/g)).toHaveLength(2);
    expect(keeps(digikam, after, 'Name="Änne"')).toBe(true);
    expect(writeRegions(after, photo())).toBe(after);
  });

  test.each([
    ['Lightroom’s', lightroom, [ann.name, hanako.name]],
    ['one without regions', plain, [ann.name, hanako.name]],
  ])('is added to %s', (_, before, expected) => {
    const after = writeRegions(before, photo());
    expect(names(after)).toEqual(expected);
    expect(after.match(/PersonDisplayName="[^"]*"/g)).toHaveLength(2);
    expect(keeps(before, after, '<rdf:li rdf:parseType="Resource">')).toBe(true);
    expect(writeRegions(after, photo())).toBe(after);
  });

  test('names nobody twice if another program has drawn another frame', () => {
    const people = [{ name: 'Änne', box: { x: 0.8, y: 0.8, width: 0.1, height: 0.1 } }];
    expect(writeRegions(digikam, photo({ people }))).toBe(digikam);
  });

  test('follows a program that means the upright photo', () => {
    const upright = writeRegions(null, photo({ people: [ann] }));
    const after = writeRegions(upright, photo({ orientation: 6 }));
    expect(facesOfXmp(after)[1]!.area).toMatchObject({ x: expect.closeTo(0.6, 6) });
  });

  test.each([
    ['no XML', 'PK\u0003\u0004'],
    ['XML that is cut off', digikam.slice(0, 1500)],
    ['another XML', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['regions in another form', digikam.replace(/mwg-rs:RegionList/g, 'mwg-rs:Others')],
    ['a list without items’ bag', digikam.replace(/<rdf:Bag>[\s\S]*?<\/rdf:Bag>/, '')],
    ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${plain.slice(1)}`.replace('image/jpeg', '&a;')],
    ['elements without end', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
  ])('is not written into %s', (_, before) => {
    expect(() => writeRegions(before, photo())).toThrow();
  });

  test('says what it was told, whatever people are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.boolean(), (name, isNew) => {
        const people = [{ name, box: hanako.box }];
        const xmp = writeRegions(isNew ? null : lightroom, photo({ people }));
        const legible = name
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold.
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .normalize('NFC')
          .replace(/\s+/g, ' ')
          .trim();
        expect(names(xmp)).toEqual(legible === '' ? [] : [legible]);
      }),
    );
  });
});

describe.skipIf(!hasExiftool)('exiftool', () => {
  const read = async (xmp: string) => {
    const path = join(await temporaryFolder(), 'photo.jpg.xmp');
    await writeFile(path, xmp);
    return exiftool(path);
  };

  test('reads both kinds of regions, turned back', async () => {
    const tags = await read(writeRegions(null, photo({ orientation: 6 })));
    expect(tags.Warning).toBeUndefined();
    expect(tags.RegionInfo).toEqual({
      AppliedToDimensions: { W: 600, H: 400, Unit: 'pixel' },
      RegionList: [
        {
          Name: ann.name,
          Type: 'Face',
          // The photo lies on its side, with its right side down: x from the top left is y from there.
          Area: { X: 0.25, Y: 0.8, W: 0.1, H: 0.2, Unit: 'normalized' },
        },
        { Name: hanako.name, Type: 'Face', Area: { X: 0.575, Y: 0.3, W: 0.15, H: 0.2, Unit: 'normalized' } },
      ],
    });
    expect(tags.RegionInfoMP!.Regions).toEqual([
      { PersonDisplayName: ann.name, Rectangle: '0.2, 0.7, 0.1, 0.2' },
      { PersonDisplayName: hanako.name, Rectangle: '0.5, 0.2, 0.15, 0.2' },
    ]);
  });

  test.each([
    ['digiKam', digikam],
    ['Lightroom', lightroom],
  ])('reads what was added to a sidecar of %s, and all else as before', async (_, before) => {
    const { RegionInfo: _a, RegionInfoMP: _b, SourceFile: _c, ...rest } = await read(before);
    const after = await read(writeRegions(before, photo()));
    expect(after).toMatchObject(rest);
    expect(after.Warning).toBeUndefined();
    expect(after.RegionInfo!.RegionList.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining([ann.name, hanako.name]),
    );
    expect(after.RegionInfoMP!.Regions.map(({ PersonDisplayName }) => PersonDisplayName)).toEqual([
      ann.name,
      hanako.name,
    ]);
  });
});
