import { createHash } from 'node:crypto';
import { readPhoto } from '../../src-main/compute/photo.ts';
import type { StoredFace } from '../../src-main/compute/read-photo.ts';
import type { VisionPool } from '../../src-main/compute/vision-pool.ts';
import { noFace } from '../../src-shared/errors.ts';

/**
 * A pool that reads and decodes photos as the real one does, and makes their faces up from the content, in a
 * moment: one face in the middle; a second, smaller one at the left where `twoFaces` says so; none where `noFaces` does.
 */
export function madeUpVision(
  options: {
    twoFaces?(path: string, hash: string): boolean;
    noFaces?(path: string, hash: string): boolean;
    /** What the faces of a photo are made from; else the photo's content. */
    seed?(path: string): string | undefined;
    onRead?(path: string): void;
  } = {},
): VisionPool {
  return {
    width: 4,
    async describe(path) {
      options.onRead?.(path);
      const { pixels, ...content } = await readPhoto(path);
      if (options.noFaces?.(path, content.hash)) throw noFace(path);
      const { width, height } = pixels;
      const boxes = [{ x: 0.3 * width, y: 0.2 * height, width: 0.4 * width, height: 0.42 * height }];
      if (options.twoFaces?.(path, content.hash))
        boxes.push({ x: 0, y: 0, width: 0.3 * width, height: 0.4 * height });
      const seed = options.seed?.(path) ?? content.hash;
      const faces = boxes.map((box, i) => madeUpFace(`${seed}${i}`, box));
      return { ...content, width, height, faces };
    },
    close: async () => {},
  };
}

function madeUpFace(seed: string, box: StoredFace['box']): StoredFace {
  const bytes = createHash('sha256').update(seed).digest();
  return {
    box,
    score: 0.9,
    landmarks: Array(136).fill(bytes[0]!),
    quality: { size: box.width, sharpness: 200, brightness: bytes[2]!, clipped: null, pose: null },
    feature: Array.from({ length: 256 }, (_, i) => bytes[i % 32]! / 255),
    chipWebp: bytes,
  };
}
