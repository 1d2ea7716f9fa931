/** Pictures without a face: textures that are computed, and what lies beside the faces on photos. */
import type { Box, Pixels } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { crop } from '../../src-shared/vision/pixels.ts';

/** A grey or coloured value, 0..255, for each place. */
type Shade = (x: number, y: number, channel: number) => number;

function picture(width: number, height: number, shade: Shade): Pixels {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < data.length; i++)
    data[i] = shade(Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3);
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** Sums of noise at halved sizes: clouds, stone, foliage. @param finest size in pixels of the smallest grain. */
function clouds(side: number, seed: number, finest: number, coloured: boolean): Pixels {
  const { uniform: draw } = randomFrom(seed);
  const layers: { size: number; grid: Float64Array; columns: number }[] = [];
  for (let size = finest; size < side; size *= 2) {
    const columns = Math.ceil(side / size) + 2;
    layers.push({ size, columns, grid: Float64Array.from({ length: 3 * columns * columns }, () => draw()) });
  }
  return picture(side, side, (x, y, channel) => {
    let [sum, total] = [0, 0];
    for (const { size, grid, columns } of layers) {
      const [u, v] = [x / size, y / size];
      const [column, row] = [Math.floor(u), Math.floor(v)];
      const at = (dx: number, dy: number) =>
        grid[3 * ((row + dy) * columns + column + dx) + (coloured ? channel : 0)]!;
      const [fu, fv] = [u - column, v - row];
      const value =
        (1 - fv) * ((1 - fu) * at(0, 0) + fu * at(1, 0)) + fv * ((1 - fu) * at(0, 1) + fu * at(1, 1));
      sum += size * value;
      total += size;
    }
    return 128 + 400 * (sum / total - 0.5);
  });
}

/** Sky over hills over fields. */
function landscape(width: number, height: number, seed: number): Pixels {
  const { uniform: draw } = randomFrom(seed);
  const hills = Array.from({ length: 3 }, () => [draw() * 6, 2 + 4 * draw()] as const);
  const grain = clouds(Math.max(width, height), seed + 1, 2, false);
  return picture(width, height, (x, y, channel) => {
    const texture = (grain.data[3 * (y * grain.width + x)]! - 128) / 4;
    const layer = hills.filter(
      ([phase, waves], i) =>
        y / height > 0.4 + 0.15 * i + 0.06 * Math.sin(phase + (waves * x * Math.PI) / width),
    ).length;
    const colours = [
      [120, 170, 230],
      [90, 110, 120],
      [70, 100, 60],
      [150, 140, 70],
    ];
    return colours[layer]![channel]! - (layer === 0 ? (40 * y) / height : 0) + texture;
  });
}

/** Computed pictures, of sizes from tiny to large; a few of the largest, which take their time. */
export function textures(): [string, Pixels][] {
  const list: [string, Pixels][] = [];
  for (const side of [24, 64, 150, 400]) {
    const { uniform: draw } = randomFrom(side);
    list.push([`noise of ${side} pixels`, picture(side, side, () => 255 * draw())]);
    for (const finest of [1, 4, 16].filter((size) => size * 8 <= side)) {
      list.push([`clouds of ${finest} in ${side} pixels`, clouds(side, side + finest, finest, true)]);
      list.push([`stone of ${finest} in ${side} pixels`, clouds(side, side - finest, finest, false)]);
    }
    list.push([
      `stripes in ${side} pixels`,
      picture(side, side, (x, y) => 128 + 100 * Math.sin((x + 0.3 * y) / 5)),
    ]);
    list.push([
      `tiles in ${side} pixels`,
      picture(side, side, (x, y) => ((Math.floor(x / 12) + Math.floor(y / 12)) % 2 === 0 ? 200 : 60)),
    ]);
    list.push([
      `discs in ${side} pixels`,
      picture(side, side, (x, y) => (Math.hypot((x % 40) - 20, (y % 40) - 20) < 14 ? 190 : 90)),
    ]);
    list.push([`plain, ${side} pixels`, picture(side, side, (_, __, channel) => [200, 160, 130][channel]!)]);
    list.push([`hills of ${side} pixels`, landscape(side, Math.round(side * 0.7), side)]);
  }
  list.push(['coarse stone in 1200 pixels', clouds(1200, 1, 64, false)]);
  list.push([
    'large tiles',
    picture(1200, 1200, (x, y) => ((Math.floor(x / 12) + Math.floor(y / 12)) % 2 ? 60 : 200)),
  ]);
  return list;
}

/**
 * Rectangles of a photo that keep away from its faces.
 * @param faces boxes of all faces, in the photo's pixels.
 */
export function besideFaces(photo: Pixels, faces: readonly Box[], count: number, seed: number): Pixels[] {
  const { uniform: draw } = randomFrom(seed);
  const parts: Pixels[] = [];
  while (parts.length < count) {
    const side = Math.round(60 * 10 ** draw());
    const [width, height] = [side, Math.round(side * (0.7 + 0.6 * draw()))];
    const x = Math.round(draw() * (photo.width - width));
    const y = Math.round(draw() * (photo.height - height));
    const isFree = faces.every((face) => {
      const room = 0.35 * face.height;
      return (
        x > face.x + face.width + room ||
        x + width < face.x - room ||
        y > face.y + face.height + room ||
        y + height < face.y - room
      );
    });
    if (isFree && x >= 0 && y >= 0) parts.push(crop(photo, { x, y, width, height }));
  }
  return parts;
}
