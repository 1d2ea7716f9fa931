/** Scores of the faces that people are recognised by, as a gallery is calibrated on them. */
import { Gallery, GalleryScores, type ScoredFace } from '../../src-shared/recognition/index.ts';
import type { Head } from '../../src-shared/training/index.ts';
import { createFlatIndex } from '../compute/flat-index.ts';
import { blockFeatures, createEmbedder } from '../compute/head-embedder.ts';
import { type EnrolledFace, enrolledFaces } from '../store/gallery.ts';
import type { Database } from '../store/sql.ts';

/** Each face against its own person's others and against the nearest other person, whether or not the head was trained on it. */
export async function scoresOfFaces(
  db: Database,
  head: Head,
): Promise<ReadonlyMap<number, Readonly<ScoredFace>>> {
  const gallery = new Gallery(head.dim, createFlatIndex(head.dim));
  try {
    const embedder = createEmbedder(head);
    const enrol = (faces: readonly EnrolledFace[]) => {
      for (const [i, { feature }] of faces.entries()) embedder.features.set(feature, i * feature.length);
      for (const [i, embedding] of embedder.embed(faces.length).entries())
        gallery.set(faces[i]!.faceId, faces[i]!.personId, embedding);
    };
    let block: EnrolledFace[] = [];
    for (const face of enrolledFaces(db)) {
      if (block.push(face) < blockFeatures) continue;
      enrol(block);
      block = [];
    }
    enrol(block);
    const scores = new GalleryScores(gallery, () => true, { mostWork: Number.POSITIVE_INFINITY });
    await scores.update(gallery.refreshDirections());
    return new Map(scores.entries());
  } finally {
    gallery.close();
  }
}
