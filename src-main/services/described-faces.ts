/** From a window's answer to what the store takes. */
import type { DescribedFace } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { chipSize } from '../../src-shared/vision/index.ts';
import { encodeChip } from '../photos/photo.ts';
import type { PhotoRecord } from '../store/photos.ts';

/** Faces of a window's worker as they are stored. */
export async function toRecords(faces: readonly DescribedFace[]): Promise<PhotoRecord['faces']> {
  return Promise.all(
    faces.map(async ({ chip, ...face }) => {
      if (chip.length !== chipSize * chipSize * 3) {
        throw new TammesError('chip-wrong-size', {});
      }
      return { ...face, chipWebp: await encodeChip(chip, chipSize) };
    }),
  );
}
