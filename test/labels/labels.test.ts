import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { assignNames, turned } from '../../src-main/labels/assign.ts';
import { readLabels } from '../../src-main/labels/csv.ts';
import { type NamedFace, namingOfPath } from '../../src-main/labels/naming.ts';
import { facesOfXmp } from '../../src-main/labels/xmp.ts';
import { temporaryFolder } from '../helpers/cli.ts';

describe('a place', () => {
  test.each([
    ['Ada_Lovelace/1.jpg', 'folder', 'Ada Lovelace'],
    ['Ada/2019/Summer/1.jpg', 'folder', 'Ada'],
    ['Ada/Grace_Hopper_0001.jpg', 'folder', 'Ada'],
    ['Grace_Hopper_0001.jpg', 'file-name', 'Grace Hopper'],
    ['Zoe\u0308/1.jpg', 'folder', 'Zo\u00eb'],
    ['ナンシー/1.jpg', 'folder', 'ナンシー'],
  ])('%s says by its %s that it shows %s', (path, source, name) => {
    expect(namingOfPath('/p', join('/p', path))).toEqual({ source, faces: [{ name, area: null }] });
  });

  test.each(['1.jpg', 'IMG_2041.JPG.jpg', '_/1.jpg', 'Ada_12.jpg'])('%s names nobody', (path) => {
    expect(namingOfPath('/p', join('/p', path))).toBeNull();
  });
});

const rdf = (inner: string) => `<?xpacket begin='' id='x'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
 xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
 xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#">${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`;

const regions = (items: string) =>
  rdf(
    `<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>${items}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>`,
  );

const digiKam = regions(`<rdf:li><rdf:Description mwg-rs:Name="Ada &amp; co" mwg-rs:Type="Face">
  <mwg-rs:Area stArea:x="0.5" stArea:y="0.4" stArea:w="0.2" stArea:h="0.3" stArea:unit="normalized"/></rdf:Description></rdf:li>
  <rdf:li><rdf:Description mwg-rs:Name="Rex" mwg-rs:Type="Pet"><mwg-rs:Area stArea:x="0.1" stArea:y="0.1" stArea:w="0.1" stArea:h="0.1"/></rdf:Description></rdf:li>
  <rdf:li><rdf:Description mwg-rs:Type="Face"><mwg-rs:Area stArea:x="0.8" stArea:y="0.1" stArea:w="0.1" stArea:h="0.1"/></rdf:Description></rdf:li>`);
const picasa =
  regions(`<rdf:li rdf:parseType="Resource"><mwg-rs:Type>Face</mwg-rs:Type><mwg-rs:Name>Ada &amp; co</mwg-rs:Name>
  <mwg-rs:Area rdf:parseType="Resource"><stArea:x>0.5</stArea:x><stArea:y>0.4</stArea:y><stArea:w>0.2</stArea:w><stArea:h>0.3</stArea:h><stArea:unit>normalized</stArea:unit></mwg-rs:Area></rdf:li>`);
const lightroom =
  regions(`<rdf:li><rdf:Description mwg-rs:Rotation="0.00000" mwg-rs:Name="Ada &amp; co" mwg-rs:Type="Face">
  <mwg-rs:Area stArea:h="0.3" stArea:w="0.2" stArea:x="0.5" stArea:y="0.4"/></rdf:Description></rdf:li>`);
const windows = rdf(`<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li
  MPReg:Rectangle="0.4, 0.25, 0.2, 0.3" MPReg:PersonDisplayName="Ada &amp; co"/></rdf:Bag></MPRI:Regions></MP:RegionInfo>`);

describe('XMP', () => {
  test.each(Object.entries({ digiKam, picasa, lightroom, windows }))(
    'of %s names a face',
    (_program, xmp) => {
      const [face, ...others] = facesOfXmp(xmp);
      expect(others).toEqual([]);
      expect(face!.name).toBe('Ada & co');
      expect(face!.area).toEqual({
        x: expect.closeTo(0.4),
        y: expect.closeTo(0.25),
        width: 0.2,
        height: 0.3,
        unit: 'share',
      });
    },
  );

  test('inside a photo is found', async () => {
    const path = fileURLToPath(new URL('../fixtures/photos/xmp-mwg-region.jpg', import.meta.url));
    const { xmpAsString } = await sharp(path).metadata();
    expect(facesOfXmp(xmpAsString!)).toMatchObject([
      { name: 'Barack Obama', area: { x: expect.closeTo(0.3) } },
    ]);
  });

  test('expands no entities, and does not hang on them', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('');
    const bomb = picasa.replace('Ada &amp; co', '&e30;');
    expect(facesOfXmp(`<!DOCTYPE x [<!ENTITY e0 "ha">${levels}]>${bomb}`)).toEqual([]);
    const file = picasa.replace('Ada &amp; co', '&file;');
    expect(facesOfXmp(`<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>${file}`)).toEqual([]);
  });

  test('that is huge is passed over', () => {
    expect(facesOfXmp(picasa + ' '.repeat(2 ** 22))).toEqual([]);
  });

  test('of any damage gives sensible areas or none', () => {
    const source = fc.constantFrom(digiKam, picasa, windows);
    fc.assert(
      fc.property(source, fc.nat(), fc.string({ maxLength: 8 }), (xmp, position, text) => {
        const at = position % xmp.length;
        for (const { name, area } of facesOfXmp(xmp.slice(0, at) + text + xmp.slice(at + text.length))) {
          expect(name).not.toBe('');
          expect(area!.width).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a table', () => {
  async function labels(text: string) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'l.csv'), text);
    return readLabels(join(folder, 'l.csv'), '/p');
  }

  test('names people by photo, with or without boxes, with or without a heading', async () => {
    const byPath = await labels(
      '\ufeffPath,Person,x,y,w,h\r\nAda/1.jpg,"Lovelace, Ada",10,20,30,40\r\nAda/1.jpg,Bob\r\n\r\n/q/Zoe\u0308.jpg,Zoe\u0308\r\n',
    );
    expect([...byPath]).toEqual([
      [
        '/p/Ada/1.jpg',
        {
          source: 'csv',
          faces: [
            { name: 'Lovelace, Ada', area: { x: 10, y: 20, width: 30, height: 40, unit: 'pixel' } },
            { name: 'Bob', area: null },
          ],
        },
      ],
      ['/q/Zo\u00eb.jpg', { source: 'csv', faces: [{ name: 'Zo\u00eb', area: null }] }],
    ]);
    expect([...(await labels('a.jpg,Ada')).keys()]).toEqual(['/p/a.jpg']);
  });

  test.each([
    ['a.jpg', 'line 1'],
    ['path,person\na.jpg,Ada,1,2,3', 'line 2'],
    ['a.jpg,Ada,1,2,three,4', 'line 1'],
    ['a.jpg,Ada,1,2,0,4', 'line 1'],
    ['a.jpg,"Ada', 'Quote'],
  ])('%j is refused by its line', async (text, part) => {
    await expect(labels(text)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(part),
    });
  });
});

describe('a named area', () => {
  const photo = { width: 100, height: 100, original: { width: 1000, height: 1000 }, orientation: 1 };
  const left = { x: 10, y: 30, width: 20, height: 20 };
  const right = { x: 60, y: 30, width: 20, height: 20 };
  const share = (name: string, x: number, y: number, size = 0.2): NamedFace => ({
    name,
    area: { x, y, width: size, height: size, unit: 'share' },
  });

  test('names the face that it overlaps most, and each face once', () => {
    const names = [
      share('Bob', 0.58, 0.3),
      share('Ada', 0.12, 0.28),
      share('Nobody', 0.1, 0.8),
      share('Eve', 0.62, 0.35),
    ];
    expect(assignNames(names, [left, right], 0, photo)).toEqual([
      { face: 1, name: 'Bob' },
      { face: 0, name: 'Ada' },
    ]);
  });

  test('in pixels is one of the whole photo', () => {
    const area = { x: 600, y: 300, width: 200, height: 200, unit: 'pixel' as const };
    expect(assignNames([{ name: 'Bob', area }], [left, right], 0, photo)).toEqual([{ face: 1, name: 'Bob' }]);
  });

  test('may be one of the photo before it was turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.boolean(), (orientation, asStored) => {
        const inverse = { 6: 8, 8: 6 }[orientation] ?? orientation;
        const upright = { x: 0.1, y: 0.25, width: 0.2, height: 0.25 };
        const area = asStored ? turned(upright, inverse) : upright;
        const face = { x: 10, y: 25, width: 20, height: 25 };
        const named = [{ name: 'Ada', area: { ...area, unit: 'share' as const } }];
        expect(assignNames(named, [right, face], 0, { ...photo, orientation })).toEqual([
          { face: 1, name: 'Ada' },
        ]);
      }),
    );
  });

  test('that is missing means the main face, unless that has a name', () => {
    const whole = { name: 'Ada', area: null };
    expect(assignNames([whole], [left, right], 1, photo)).toEqual([{ face: 1, name: 'Ada' }]);
    expect(assignNames([whole, share('Bob', 0.6, 0.3)], [left, right], 1, photo)).toEqual([
      { face: 1, name: 'Bob' },
    ]);
    expect(assignNames([whole], [], -1, photo)).toEqual([]);
  });
});
