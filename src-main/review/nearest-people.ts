/** For each face without a name the nearest of those who have one, kept up to date as either change. */
import { cosine, type Gallery } from '../../src-shared/recognition/index.ts';

export interface NearestPerson {
  personId: number;
  cosine: number;
}

/** If more people than this have changed, all faces are looked up again. */
const mostChanged = 32;
/** Faces that are looked up at once. */
const block = 512;

export class NearestPeople {
  readonly #gallery: Gallery;
  readonly #vectorOf: (faceId: number) => Float32Array;
  readonly #barred: (faceId: number) => ReadonlySet<number>;
  /** Null: nobody is left. */
  readonly #entries = new Map<number, NearestPerson | null>();

  /** @param barred people whose a face is not. */
  constructor(
    gallery: Gallery,
    vectorOf: (faceId: number) => Float32Array,
    barred: (faceId: number) => ReadonlySet<number>,
  ) {
    this.#gallery = gallery;
    this.#vectorOf = vectorOf;
    this.#barred = barred;
  }

  entries(): Iterable<[number, NearestPerson | null]> {
    return this.#entries;
  }

  remove(faceId: number): void {
    this.#entries.delete(faceId);
  }

  /**
   * @param faceIds all faces without a name.
   * @param changed faces that came, or for whom other people are barred now. @param people of whom the mean changed.
   */
  async update(
    faceIds: Iterable<number>,
    changed: ReadonlySet<number>,
    people: ReadonlySet<number>,
  ): Promise<void> {
    const all = people.size > mostChanged;
    const directions = [...people].map((id) => ({ id, direction: this.#gallery.directionOf(id) }));
    const stale: number[] = [];
    for (const faceId of faceIds) {
      const entry = this.#entries.get(faceId);
      if (
        all ||
        entry === undefined ||
        changed.has(faceId) ||
        (entry !== null && people.has(entry.personId))
      ) {
        stale.push(faceId);
        continue;
      }
      if (directions.length === 0) continue;
      const [vector, barred] = [this.#vectorOf(faceId), this.#barred(faceId)];
      let best = entry;
      for (const { id, direction } of directions) {
        if (direction === null || barred.has(id)) continue;
        const score = cosine(vector, direction);
        if (best === null || score > best.cosine || (score === best.cosine && id < best.personId))
          best = { personId: id, cosine: score };
      }
      this.#entries.set(faceId, best);
    }
    for (let from = 0; from < stale.length; from += block) await this.#find(stale.slice(from, from + block));
  }

  async #find(faceIds: readonly number[]): Promise<void> {
    const barred = faceIds.map((id) => this.#barred(id));
    const limit = 1 + Math.max(...barred.map(({ size }) => size));
    const found = await this.#gallery.nearestPeople(faceIds.map(this.#vectorOf), limit);
    for (const [i, faceId] of faceIds.entries()) {
      const best = found[i]!.find(({ id }) => !barred[i]!.has(id));
      this.#entries.set(faceId, best === undefined ? null : { personId: best.id, cosine: best.cosine });
    }
  }
}
