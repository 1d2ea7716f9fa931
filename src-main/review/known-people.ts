/** Those who have a name, as one head sees them: their means, and how their faces score against each other. */
import {
  type Calibration,
  calibrate,
  type Fallback,
  Gallery,
  type GalleryChanges,
  GalleryScores,
  type VectorIndex,
} from '../../src-shared/recognition/index.ts';
import { decodeHead } from '../../src-shared/training/index.ts';
import { createFlatIndex } from '../compute/flat-index.ts';
import { blockFeatures, createEmbedder, type HeadEmbedder } from '../compute/head-embedder.ts';
import { fallbackOf } from '../gallery/plain-fallbacks.ts';
import { facesTrainedOn } from '../gallery/trained-on.ts';
import { headData } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { turn } from './turn.ts';

export class KnownPeople {
  readonly gallery: Gallery;
  readonly scores: GalleryScores;
  /** Whether the head was trained on faces of the library, whose scores then say little. */
  readonly isTrained: boolean;
  readonly #embedder: HeadEmbedder;
  readonly #fallback: Fallback;
  #calibration: Calibration | null = null;

  private constructor(db: Database, headId: number, trainedOn: ReadonlySet<number> | null) {
    const head = decodeHead(headData(db, headId), `Head ${headId}`);
    this.isTrained = trainedOn !== null;
    this.#embedder = createEmbedder(head);
    this.gallery = new Gallery(head.dim, inTurnsIndex(createFlatIndex(head.dim)));
    // All faces are scored, as any may have the wrong name.
    this.scores = new GalleryScores(this.gallery, (faceId) => trainedOn?.has(faceId) !== true, {
      mostWork: this.isTrained ? undefined : Number.POSITIVE_INFINITY,
    });
    this.#fallback = fallbackOf(db, headId, this.isTrained);
  }

  /** @throws TammesError 'unknown-id' */
  static async open(db: Database, folder: string, headId: number): Promise<KnownPeople> {
    return new KnownPeople(db, headId, await facesTrainedOn({ folder, db }, headId));
  }

  /** As of the last `update`. */
  get calibration(): Calibration {
    return this.#calibration!;
  }

  /** @returns [dim] each, of length one, or zero for a zero vector. */
  embed(features: readonly Float32Array[]): Float32Array[] {
    const embeddings: Float32Array[] = [];
    for (let from = 0; from < features.length; from += blockFeatures) {
      const some = features.slice(from, from + blockFeatures);
      for (const [i, feature] of some.entries()) this.#embedder.features.set(feature, i * feature.length);
      embeddings.push(...this.#embedder.embed(some.length));
    }
    return embeddings;
  }

  /** To be called after changes of the gallery and before anything is asked. */
  async update(): Promise<GalleryChanges> {
    const changes = this.gallery.refreshDirections();
    await this.scores.update(changes);
    if (this.#calibration === null || changes.people.size > 0)
      this.#calibration = calibrate(this.scores.scores(), this.#fallback);
    return changes;
  }

  close(): void {
    this.gallery.close();
  }
}

/** An index whose thread has a turn for other things before each search. */
function inTurnsIndex(index: VectorIndex): VectorIndex {
  const search = async (queries: readonly Float32Array[], limit: number) => {
    await turn();
    return index.searchExactly(queries, limit);
  };
  return {
    get size() {
      return index.size;
    },
    set: (id, vector) => index.set(id, vector),
    remove: (id) => index.remove(id),
    search,
    searchExactly: search,
    close: () => index.close(),
  };
}
