import { createHash } from 'node:crypto';
import { readPhoto, readPhotoBytes } from '../../src-main/photos/photo.ts';
import type { StoredFace } from '../../src-main/vision/photo-with-faces.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { thumbnailSide } from '../../src-shared/vision/index.ts';
import { meanShape } from '../../src-shared/vision/mean-shape.ts';

/**
 * A pool that reads and decodes photos as the real one does, and makes their faces up from the content, in a
 * moment: one face in the middle; a second, smaller one at the left if `twoFaces` says so; none if `noFaces` does. The
 * tiny detector's boxes lie a little lower.
 */
export function madeUpVision(
  options: {
    twoFaces?(path: string, hash: string, detector?: DetectorId): boolean;
    noFaces?(path: string, hash: string, detector?: DetectorId): boolean;
    /** What the faces of a photo are made from; else the photo's content. */
    seed?(path: string): string | undefined;
    /** What their surroundings are made from, by which photos are compared; else the photo's content. */
    scene?(path: string): string | undefined;
    onRead?(path: string): void;
  } = {},
): VisionPool {
  return {
    width: 4,
    backbone: null,
    async describe(path, { detector } = {}, bytes) {
      options.onRead?.(path);
      const { pixels, ...content } =
        bytes === undefined ? await readPhoto(path) : await readPhotoBytes(path, bytes);
      if (options.noFaces?.(path, content.hash, detector)) throw new TammesError('no-face-found', { path });
      const { width, height } = pixels;
      const top = detector === 'tiny' ? 0.25 : 0.2;
      const boxes = [{ x: 0.3 * width, y: top * height, width: 0.4 * width, height: 0.42 * height }];
      if (options.twoFaces?.(path, content.hash, detector))
        boxes.push({ x: 0, y: 0, width: 0.3 * width, height: 0.4 * height });
      const seed = options.seed?.(path) ?? content.hash;
      const scene = options.scene?.(path) ?? content.hash;
      const faces = boxes.map((box, i) => madeUpFace(`${seed}${i}${detector}`, `${scene}${i}`, box));
      return { ...content, width, height, faces };
    },
    mirrorFeatures: async (chips) => chips.map(madeUpFeature),
    describeKnown: async ({ faces }) => ({
      features: faces.map(({ chip }) => (chip === null ? null : madeUpFeature(chip))),
      fromPhoto: false,
    }),
    describeCuts: async (cuts) => cuts.map(madeUpFeature),
    tryBackbone: async () => ({ size: 256, batch: true, pace: 1 }),
    close: async () => {},
  };
}

function madeUpFeature(bytesOfPicture: Uint8Array): number[] {
  const bytes = createHash('sha256').update(bytesOfPicture).digest();
  return Array.from({ length: 256 }, (_, i) => bytes[i % 32]! / 255);
}

function madeUpFace(seed: string, scene: string, box: StoredFace['box']): StoredFace {
  const bytes = createHash('sha256').update(seed).digest();
  return {
    box,
    score: 0.9,
    landmarks: landmarksIn(box),
    quality: { size: box.width, sharpness: 200, brightness: bytes[2]!, clipped: null, pose: null },
    feature: Array.from({ length: 256 }, (_, i) => bytes[i % 32]! / 255),
    chipWebp: bytes,
    thumbnail: madeUpThumbnail(scene),
  };
}

/** The mean face in a box; its jaw in one point. */
function landmarksIn({ x, y, width, height }: StoredFace['box']): number[] {
  const jaw = Array.from({ length: 17 }, () => [0.5, 1] as const);
  return [...jaw, ...meanShape].flatMap(([right, down]) => [x + right * width, y + down * height]);
}

/** Soft spots at places that the scene decides. */
function madeUpThumbnail(scene: string): Uint8Array<ArrayBuffer> {
  const bytes = createHash('sha512').update(scene).digest();
  const spots = Array.from({ length: 16 }, (_, i) => [...bytes.subarray(4 * i, 4 * i + 3)]);
  return Uint8Array.from({ length: thumbnailSide ** 2 }, (_, i) => {
    const [x, y] = [i % thumbnailSide, Math.floor(i / thumbnailSide)];
    let light = 20;
    for (const [right, down, height] of spots) {
      const [dx, dy] = [x - (right! * thumbnailSide) / 256, y - (down! * thumbnailSide) / 256];
      light += height! * Math.exp(-(dx * dx + dy * dy) / 40);
    }
    return Math.min(240, light);
  });
}
