import type { DescribedFace } from '../../src-shared/contract/index.ts';
import type { PhotoContent } from '../photos/photo.ts';

/** A face as it is stored: its chip encoded. */
export interface StoredFace extends Omit<DescribedFace, 'chip'> {
  chipWebp: Uint8Array;
}

/** A photo that was read, with at least one face. Boxes and landmarks are in pixels of width × height. */
export interface PhotoWithFaces extends Omit<PhotoContent, 'pixels'> {
  width: number;
  height: number;
  faces: StoredFace[];
}
