/**
 * A gallery's faces scored as if each were a new photo: what a threshold and probabilities are calibrated on. Kept up to date
 * with the gallery: a change of one person costs a product with each face, not a search of all.
 */
import type { FaceScores, ScoredFace } from './face-scores.ts';
import { cosine, type Gallery, type GalleryChanges } from './gallery.ts';
import { suspectFaces } from './suspects.ts';
import type { Neighbour } from './vector-index.ts';

/**
 * Multiplications of a whole scoring: about half a second. In a gallery that needs more, a half, a quarter … of the faces is scored,
 * always the same ones.
 */
const mostWork = 1.25e10;
/** Faces that are scored at once. */
const block = 512;
/** If more people than this have changed, all faces are scored again. */
const mostChanged = 32;

export class GalleryScores {
  readonly #gallery: Gallery;
  readonly #isUnseen: (faceId: number) => boolean;
  readonly #mostWork: number;
  readonly #entries = new Map<number, ScoredFace>();
  /** One face in 2^this is scored; null before any was. */
  #rarity: number | null = null;
  /** Null until somebody asks. */
  #suspects: ReadonlySet<number> | null = null;

  /**
   * @param isUnseen whether a head has not been trained on a face. Those that it has seen fit too well, and are not scored.
   * @param options.mostWork multiplications of a whole scoring.
   */
  constructor(gallery: Gallery, isUnseen: (faceId: number) => boolean, options: { mostWork?: number } = {}) {
    this.#gallery = gallery;
    this.#isUnseen = isUnseen;
    this.#mostWork = options.mostWork ?? mostWork;
  }

  /** Of the faces that do not seem to have a wrong name. */
  scores(): FaceScores[] {
    const suspects = this.suspects();
    return [...this.#entries].flatMap(([faceId, scores]) => (suspects.has(faceId) ? [] : [scores]));
  }

  /** Faces that seem to have a wrong name. */
  suspects(): ReadonlySet<number> {
    this.#suspects ??= suspectFaces(this.#entries, (faceId) => this.#gallery.personOf(faceId)!);
    return this.#suspects;
  }

  /** By face. */
  entries(): Iterable<[number, Readonly<ScoredFace>]> {
    return this.#entries;
  }

  /** @param changes of the gallery since the last time. */
  async update(changes: GalleryChanges): Promise<void> {
    if (changes.people.size === 0 && this.#rarity !== null) return;
    this.#suspects = null;
    const gallery = this.#gallery;
    const work = gallery.faces * gallery.people * gallery.dim;
    const rarity = Math.max(0, Math.ceil(Math.log2(work / this.#mostWork)));
    if (rarity === this.#rarity && changes.people.size <= mostChanged) {
      await this.#change(changes);
      return;
    }
    this.#rarity = rarity;
    this.#entries.clear();
    for (const personId of gallery.peopleIds()) this.#scoreGenuine(personId);
    await this.#findRivals([...this.#entries.keys()]);
  }

  async #change({ faces, people }: GalleryChanges): Promise<void> {
    const gallery = this.#gallery;
    const stale = new Set<number>();
    for (const faceId of faces) {
      this.#entries.delete(faceId);
      stale.add(faceId);
    }
    for (const personId of people) this.#scoreGenuine(personId);
    const directions = [...people].map((id) => ({ id, direction: gallery.directionOf(id) }));
    for (const [faceId, entry] of this.#entries) {
      const personId = gallery.personOf(faceId);
      if (stale.has(faceId)) continue;
      if (entry.rival !== null && people.has(entry.rival)) {
        stale.add(faceId);
        continue;
      }
      const embedding = gallery.embeddingOf(faceId);
      for (const { id, direction } of directions) {
        if (id === personId || direction === null) continue;
        const score = cosine(embedding, direction);
        if (entry.impostor !== null && score <= entry.impostor) continue;
        entry.impostor = score;
        entry.rival = id;
      }
    }
    await this.#findRivals([...stale].filter((faceId) => this.#entries.has(faceId)));
  }

  /** Makes entries for a person's faces that are to be scored, and scores them against the person's other faces. */
  #scoreGenuine(personId: number): void {
    const gallery = this.#gallery;
    const faces = gallery.facesOf(personId);
    const scored = faces.filter((faceId) => this.#isScored(faceId));
    if (scored.length === 0) return;
    const sum = gallery.sumOf(personId);
    const square = sum.reduce((total, value) => total + value * value, 0);
    for (const faceId of scored) {
      const genuine = faces.length < 2 ? null : cosineWithRest(gallery.embeddingOf(faceId), sum, square);
      const entry = this.#entries.get(faceId);
      if (entry === undefined) this.#entries.set(faceId, { genuine, impostor: null, rival: null });
      else entry.genuine = genuine;
    }
  }

  #isScored(faceId: number): boolean {
    return hashOf(faceId) % 2 ** this.#rarity! === 0 && this.#isUnseen(faceId);
  }

  async #findRivals(faceIds: readonly number[]): Promise<void> {
    const gallery = this.#gallery;
    for (let from = 0; from < faceIds.length; from += block) {
      const some = faceIds.slice(from, from + block);
      // At least one of the two nearest people is not the face's own person.
      const found = await gallery.nearestPeople(
        some.map((id) => gallery.embeddingOf(id)),
        2,
      );
      for (const [i, faceId] of some.entries()) {
        const personId = gallery.personOf(faceId);
        const rival: Neighbour | undefined = found[i]!.find(({ id }) => id !== personId);
        Object.assign(this.#entries.get(faceId)!, {
          impostor: rival?.cosine ?? null,
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
  let [along, lengthSquared] = [0, 0];
  for (let i = 0; i < e.length; i++) {
    along += s[i]! * e[i]!;
    lengthSquared += e[i]! * e[i]!;
  }
  const rest = square - 2 * along + lengthSquared;
  if (rest < 1e-12) return 0;
  return Math.max(-1, Math.min(1, (along - lengthSquared) / Math.sqrt(rest)));
}

/** Spreads ids that follow each other over all 32-bit numbers (the finalizer of MurmurHash3, Appleby 2011). */
function hashOf(id: number): number {
  let x = id | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
