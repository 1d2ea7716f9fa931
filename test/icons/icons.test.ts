import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { root } from '../../src-main/app-files.ts';
import { icns, ico } from '../../src-main/icons/containers.ts';
import { icosahedron, markSvg } from '../../src-main/icons/mark.ts';

test('the mark shows twelve points as far apart as twelve can be', () => {
  const smallest = icosahedron.flatMap((a, i) =>
    icosahedron.slice(0, i).map((b) => Math.acos(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])),
  );
  expect(icosahedron).toHaveLength(12);
  // The proven optimum: the angle of an icosahedron's edge.
  expect(Math.min(...smallest)).toBeCloseTo(Math.atan(2), 12);
  expect(markSvg(512).match(/<circle/g)).toHaveLength(13);
});

test('the icons in the window and in the installers are those that the script draws', () => {
  for (const file of ['assets/icons/icon.svg', 'src-renderer/public/icon.svg'])
    expect(readFileSync(join(root, file), 'utf8')).toBe(markSvg(512));
  expect(readFileSync(join(root, 'src-renderer/public/icon-small.svg'), 'utf8')).toBe(markSvg(32));
});

test('every size is there, for each of the systems', async () => {
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
  const pictures = sizes.map((size) => ({
    size,
    png: readFileSync(join(root, `assets/icons/${size}x${size}.png`)),
  }));
  for (const { size, png } of pictures)
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: size, height: size });
  const windows = readFileSync(join(root, 'assets/icons/icon.ico'));
  expect(ico(pictures.filter(({ size }) => size <= 256)).equals(windows)).toBe(true);
  const macs = readFileSync(join(root, 'assets/icons/icon.icns'));
  expect(icns(pictures).equals(macs)).toBe(true);
  expect(macs.readUInt32BE(4)).toBe(macs.length);
});
