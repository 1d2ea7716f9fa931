/**
 * A gallery's faces scored as if each were a new photo: what a threshold and probabilities are calibrated on. Kept up to date
 * with the gallery: a change of one person costs a product with each face, not a search of all.
 */
import { cosine, type Gallery, type GalleryChanges } from './gallery.ts';
import type { Neighbour } from './vector-index.ts';

/** What a face's two scores are. */
export interface FaceScores {
  /** Cosine with the mean of its own person's other faces: what a photo of somebody enrolled looks like. Null if there are none. */
  own: number | null;
  /** Cosine with the nearest other person: what a stranger's best match looks like. Null if there is nobody else. */
  other: number | null;
}

interface Entry extends FaceScores {
  /** Whom `other` is with. */
  rival: number | null;
}

/**
 * Multiplications of a whole scoring: about a second. In a gallery that needs more, a half, a quarter … of the faces is scored,
 * always the same ones.
 */
const mostWork = 2.5e10;
/** Faces that are scored at once. */
const block = 512;
/** If more people than this have changed, all faces are scored again. */
const mostChanged = 32;

export class GalleryScores {
  readonly #gallery: Gallery;
  readonly #isUnseen: (faceId: number) => boolean;
  readonly #mostWork: number;
  readonly #entries = new Map<number, Entry>();
  /** One face in 2^this is scored; null before any was. */
  #rarity: number | null = null;

  /**
   * @param isUnseen whether a head has not been trained on a face. Those that it has seen fit too well, and are not scored.
   * @param options.mostWork multiplications of a whole scoring.
   */
  constructor(gallery: Gallery, isUnseen: (faceId: number) => boolean, options: { mostWork?: number } = {}) {
    this.#gallery = gallery;
    this.#isUnseen = isUnseen;
    this.#mostWork = options.mostWork ?? mostWork;
  }

  scores(): FaceScores[] {
    return [...this.#entries.values()];
  }

  /** @param changes of the gallery since the last time. */
  async update(changes: GalleryChanges): Promise<void> {
    if (changes.people.size === 0 && this.#rarity !== null) return;
    const gallery = this.#gallery;
    const work = gallery.faces * gallery.people * gallery.dim;
    const rarity = Math.max(0, Math.ceil(Math.log2(work / this.#mostWork)));
    if (rarity === this.#rarity && changes.people.size <= mostChanged) {
      await this.#change(changes);
      return;
    }
    this.#rarity = rarity;
    this.#entries.clear();
    for (const personId of gallery.peopleIds()) this.#scoreOwn(personId);
    await this.#findRivals([...this.#entries.keys()]);
  }

  async #change({ faces, people }: GalleryChanges): Promise<void> {
    const gallery = this.#gallery;
    const stale = new Set<number>();
    for (const faceId of faces) {
      this.#entries.delete(faceId);
      stale.add(faceId);
    }
    for (const personId of people) this.#scoreOwn(personId);
    const directions = [...people].map((id) => ({ id, direction: gallery.directionOf(id) }));
    for (const [faceId, entry] of this.#entries) {
      const own = gallery.personOf(faceId);
      if (stale.has(faceId)) continue;
      if (entry.rival !== null && people.has(entry.rival)) {
        stale.add(faceId);
        continue;
      }
      const embedding = gallery.embeddingOf(faceId);
      for (const { id, direction } of directions) {
        if (id === own || direction === null) continue;
        const score = cosine(embedding, direction);
        if (entry.other !== null && score <= entry.other) continue;
        entry.other = score;
        entry.rival = id;
      }
    }
    await this.#findRivals([...stale].filter((faceId) => this.#entries.has(faceId)));
  }

  /** Makes entries for a person's faces that are to be scored, and scores them against her or his others. */
  #scoreOwn(personId: number): void {
    const gallery = this.#gallery;
    const faces = gallery.facesOf(personId);
    const scored = faces.filter((faceId) => this.#isScored(faceId));
    if (scored.length === 0) return;
    const sum = gallery.sumOf(personId);
    const square = sum.reduce((total, value) => total + value * value, 0);
    for (const faceId of scored) {
      const own = faces.length < 2 ? null : cosineWithRest(gallery.embeddingOf(faceId), sum, square);
      const entry = this.#entries.get(faceId);
      if (entry === undefined) this.#entries.set(faceId, { own, other: null, rival: null });
      else entry.own = own;
    }
  }

  #isScored(faceId: number): boolean {
    return hashOf(faceId) % 2 ** this.#rarity! === 0 && this.#isUnseen(faceId);
  }

  async #findRivals(faceIds: readonly number[]): Promise<void> {
    const gallery = this.#gallery;
    for (let from = 0; from < faceIds.length; from += block) {
      const some = faceIds.slice(from, from + block);
      // Of the two nearest people one at least is another than the face's own.
      const found = await gallery.nearestPeople(
        some.map((id) => gallery.embeddingOf(id)),
        2,
      );
      for (const [i, faceId] of some.entries()) {
        const own = gallery.personOf(faceId);
        const rival: Neighbour | undefined = found[i]!.find(({ id }) => id !== own);
        Object.assign(this.#entries.get(faceId)!, {
          other: rival?.cosine ?? null,
          rival: rival?.id ?? null,
        });
      }
    }
  }
}

/**
 * Cosine between e and the direction of s - e: (s·e - e·e) / |s - e|, without the difference being made. 0 if the others
 * cancel out.
 * @param square s·s.
 */
function cosineWithRest(e: Float32Array, s: Float64Array, square: number): number {
  let [along, own] = [0, 0];
  for (let i = 0; i < e.length; i++) {
    along += s[i]! * e[i]!;
    own += e[i]! * e[i]!;
  }
  const rest = square - 2 * along + own;
  if (rest < 1e-12) return 0;
  return Math.max(-1, Math.min(1, (along - own) / Math.sqrt(rest)));
}

/** Spreads ids that follow each other over all 32-bit numbers (the finalizer of MurmurHash3, Appleby 2011). */
function hashOf(id: number): number {
  let x = id | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
