/** Faces of other desks in the gallery of a head: the people of a shared gallery, as they were when they last came from there. */
import type { GalleryState } from '../../src-shared/contract/index.ts';
import { cosine, type Gallery } from '../../src-shared/recognition/index.ts';
import { currentVersion } from '../store/backbones.ts';
import { infoOfServer } from '../store/gallery-server.ts';
import { standOfCorrections } from '../store/share-outbox.ts';
import { firstShared, readSharedPeople, type SharedPeople } from '../store/shared-people.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Database } from '../store/sql.ts';
import { withoutPeople } from './share/heads.ts';

/** Two embeddings of one person above this cosine are of one photo: backends differ in the last digits, and photos by far more. */
const samePhoto = 0.9999;

/** What people are told of the gallery that a library shares. @param recognised whether its people are recognised by the head. */
export function standOfShare(db: Database, folder: string, recognised: boolean): GalleryState['shared'] {
  const share = shareOf(folder);
  if (share === null) return null;
  const seenAt = share.seen?.at ?? null;
  return { ...infoOfServer(share), seenAt, recognised, corrections: standOfCorrections(db) };
}

export class SharedFaces {
  readonly #people: SharedPeople;
  readonly #db: Database;
  /** Of each person the number in the gallery. */
  #numbers: readonly number[] = [];
  #dataVersion = -1;

  private constructor(people: SharedPeople, db: Database) {
    this.#people = people;
    this.#db = db;
  }

  /** Null: the library has joined no gallery, or that has another head. */
  static async open(db: Database, folder: string, headId: number): Promise<SharedFaces | null> {
    if (shareOf(folder) === null) return null;
    const people = await readSharedPeople(folder);
    if (people === null || people.head.featureVersion !== currentVersion(db)) return null;
    return people.head.hash === withoutPeople(db, headId).hash ? new SharedFaces(people, db) : null;
  }

  /** Whose number it is; null: the library's own person. */
  nameOf(personId: number): string | null {
    return this.#people.people[personId - firstShared] ?? null;
  }

  /** Whether the head was trained on a face of another desk; undefined: it is the library's own. */
  isTrainedOn(faceId: number): boolean | undefined {
    const trained = this.#people.trainedOn[faceId - firstShared];
    return trained === undefined ? undefined : trained === 1;
  }

  /** Puts all faces into a gallery that has none of them. */
  placeAll(gallery: Gallery): void {
    this.#numbers = [];
    this.place(gallery, new Set());
  }

  /**
   * Puts faces where they belong by now. Who has the name of somebody of the library is that person. A photo that both have counts once:
   * a face that is compared with itself would say nothing of how alike a person's faces are.
   * @param changed people of whose own faces some came or went.
   * @returns whether the gallery has changed.
   */
  place(gallery: Gallery, changed: ReadonlySet<number>): boolean {
    const version = Number(this.#db.prepare('PRAGMA data_version').get()!.data_version);
    if (version === this.#dataVersion && this.#numbers.length > 0 && changed.size === 0) return false;
    this.#dataVersion = version;
    const numbers = this.#numbersNow();
    const touched = new Set<number>();
    for (const [at, number] of numbers.entries())
      if (number !== this.#numbers[at] || changed.has(number)) touched.add(at);
    this.#numbers = numbers;
    if (touched.size > 0) this.#put(gallery, touched);
    return touched.size > 0;
  }

  /** @param touched places of people. */
  #put(gallery: Gallery, touched: ReadonlySet<number>): void {
    const { persons, embeddings, head } = this.#people;
    /** By the number of a person, what stands in the gallery by then. */
    const placed = new Map<number, Float32Array[]>();
    for (const at of touched) {
      const number = this.#numbers[at]!;
      const own = gallery.facesOf(number).filter((faceId) => faceId < firstShared);
      placed.set(
        number,
        own.map((faceId) => gallery.embeddingOf(faceId)),
      );
    }
    for (const [i, at] of persons.entries()) {
      if (!touched.has(at)) continue;
      const number = this.#numbers[at]!;
      const embedding = embeddings.subarray(i * head.dim, (i + 1) * head.dim);
      const others = placed.get(number)!;
      if (others.some((other) => cosine(other, embedding) > samePhoto)) gallery.remove(firstShared + i);
      else gallery.set(firstShared + i, number, embedding);
      others.push(embedding);
    }
  }

  #numbersNow(): number[] {
    const known = this.#db.prepare('SELECT id FROM people WHERE name = ?');
    return this.#people.people.map((name, at) => Number(known.get(name)?.id ?? firstShared + at));
  }
}
