/** Copies of a photo as people make them: cropped, scaled, recompressed, brightened, mirrored. */
import sharp, { type Sharp } from 'sharp';
import type { Box, Pixels } from '../../../src-shared/contract/index.ts';
import type { Random } from '../../../src-shared/random.ts';

export const copyKinds = [
  'scaled',
  'recompressed',
  'brightened',
  'mirrored',
  'cropped',
  'tight',
  'mixed',
] as const;
export type CopyKind = (typeof copyKinds)[number];

/** Pictures with a longer side under this are kept without loss, as JPEG's blocks of 8 pixels are a third of a face. */
const tiny = 64;

/**
 * @param face its box, which no copy cuts off.
 * @returns the files' bytes. Of a tiny picture no tight crop is made, as it is one.
 */
export async function makeCopies(
  photo: Pixels,
  face: Box,
  random: Random,
): Promise<{ kind: CopyKind; bytes: Uint8Array }[]> {
  const { width, height, data } = photo;
  const isTiny = Math.max(width, height) < tiny;
  const original = () => sharp(data, { raw: { width, height, channels: 3 } });
  const file = (image: Sharp) => (isTiny ? image.png() : image.jpeg({ quality: 85 })).toBuffer();
  /** A window of that share of the photo's sides, at random, around the face. */
  const cut = (share: number) => {
    const side = (full: number, least: number) =>
      Math.min(full, Math.max(Math.round(share * full), Math.ceil(1.1 * least)));
    const size = { width: side(width, face.width), height: side(height, face.height) };
    const start = (at: number, long: number, part: number, full: number) => {
      const [from, to] = [Math.ceil(at + long) - part, Math.floor(at)];
      return Math.round(Math.min(Math.max(from + random.uniform() * (to - from), 0), full - part));
    };
    return {
      left: start(face.x, face.width, size.width, width),
      top: start(face.y, face.height, size.height, height),
      ...size,
    };
  };
  const made: Partial<Record<CopyKind, Promise<Uint8Array>>> = {
    scaled: file(original().resize(Math.round(width * (isTiny ? 2 : 0.5)))),
    recompressed: original()
      .jpeg({ quality: isTiny ? 90 : 40 })
      .toBuffer(),
    brightened: file(original().linear(1.25, 12)),
    mirrored: file(original().flop()),
    cropped: file(original().extract(cut(isTiny ? 0.85 : 0.7))),
  };
  if (!isTiny) {
    const room = 0.3 * Math.max(face.width, face.height);
    const [left, top] = [face.x - room, face.y - room].map((at) => Math.max(0, Math.floor(at)));
    made.tight = file(
      original().extract({
        left: left!,
        top: top!,
        width: Math.min(width, Math.ceil(face.x + face.width + room)) - left!,
        height: Math.min(height, Math.ceil(face.y + face.height + room)) - top!,
      }),
    );
    const part = await original().extract(cut(0.8)).png().toBuffer();
    made.mixed = sharp(part)
      .resize(Math.round(0.5 * width))
      .linear(1.15, 5)
      .jpeg({ quality: 60 })
      .toBuffer();
  }
  const kinds = copyKinds.filter((kind) => made[kind] !== undefined);
  return Promise.all(kinds.map(async (kind) => ({ kind, bytes: await made[kind]! })));
}
