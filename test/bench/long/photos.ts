/** Many photos out of few: each differs from all others and still shows its face. */
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import sharp from 'sharp';
import { type Random, randomFrom } from '../../../src-shared/random.ts';
import { photosOf } from '../pairs/list.ts';

/** The most of a side that is cut away. */
const mostCut = 0.08;
/** One in so many is enlarged, so that photos of all sizes come by. */
const largeEvery = 50;
const largeWidth = { from: 800, to: 3200 };

/**
 * Makes photos from those of folders that hold a folder a person: another cut, brightness and JPEG quality each, some
 * mirrored, some enlarged.
 *
 * @param folder takes them, a folder a person.
 * @param count in all; the sources take turns.
 */
export async function makeVariations(
  folder: string,
  sources: readonly string[],
  count: number,
  onMade: (made: number) => void,
): Promise<void> {
  const photos = (await Promise.all(sources.map(photosOf))).flat();
  for (const person of new Set(photos.map(({ person }) => person))) {
    await mkdir(join(folder, person), { recursive: true });
  }
  for (let i = 0; i < count; i++) {
    const { person, path } = photos[i % photos.length]!;
    const name = basename(path, extname(path));
    await vary(path, join(folder, person, `${name}-${String(i).padStart(6, '0')}.jpg`), randomFrom(1, i));
    onMade(i + 1);
  }
}

async function vary(from: string, to: string, random: Random): Promise<void> {
  const { width, height } = await sharp(from).metadata();
  const cut = (side: number) => random.integer(Math.floor(mostCut * side) + 1);
  const [left, top, right, bottom] = [cut(width), cut(height), cut(width), cut(height)];
  const { from: least, to: most } = largeWidth;
  const isLarge = random.integer(largeEvery) === 0;
  await sharp(from)
    .extract({ left, top, width: width - left - right, height: height - top - bottom })
    .resize(isLarge ? least + random.integer(most - least) : null)
    .flop(random.uniform() < 0.5)
    .modulate({ brightness: 0.9 + 0.2 * random.uniform() })
    .jpeg({ quality: 75 + random.integer(24) })
    .toFile(to);
}
