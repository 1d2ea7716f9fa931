/**
 * Faces in the gallery of a head that are no faces of the library's photos: those of other desks, as they were when they last came from the
 * shared gallery, and those that the library has kept from there as its own.
 */
import type { GalleryState } from '../../src-shared/contract/index.ts';
import { cosine, type Gallery } from '../../src-shared/recognition/index.ts';
import { currentVersion } from '../store/backbones.ts';
import { type BareCounts, type BareFace, bareFaces, countBareFaces } from '../store/bare-faces.ts';
import { firstBare, firstShared } from '../store/face-numbers.ts';
import { infoOfServer } from '../store/gallery-server.ts';
import { readSharedPeople, type SharedPeople } from '../store/shared-people.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Database } from '../store/sql.ts';
import { withoutPeople } from './share/heads.ts';

/** Two embeddings of one person above this cosine are of one photo: backends differ in the last digits, and photos by far more. */
const samePhoto = 0.9999;

/** What people are told of the gallery that a library shares. @param recognised whether its people are recognised by the head. */
export function standOfShare(folder: string, recognised: boolean): GalleryState['shared'] {
  const share = shareOf(folder);
  if (share === null) return null;
  const seenAt = share.seen?.at ?? null;
  return { ...infoOfServer(share), seenAt, recognised };
}

export class SharedFaces {
  readonly #db: Database;
  readonly #head: { hash: string; featureVersion: number };
  /** Null: the library has joined no gallery, or that has another head. */
  readonly #people: SharedPeople | null;
  /** Of each of those people the number in the gallery. */
  #numbers: readonly number[] = [];
  /** By number. */
  #kept: ReadonlyMap<number, BareFace> = new Map();
  /** Their numbers in the database. */
  #keptFaces: ReadonlySet<string> = new Set();
  #dataVersion = -1;

  private constructor(db: Database, hash: string, featureVersion: number, people: SharedPeople | null) {
    this.#db = db;
    this.#head = { hash, featureVersion };
    this.#people = people;
  }

  static async open(db: Database, folder: string, headId: number): Promise<SharedFaces> {
    const { hash } = withoutPeople(db, headId);
    const version = currentVersion(db);
    const people = shareOf(folder) === null ? null : await readSharedPeople(folder);
    const isOfHead = people?.head.featureVersion === version && people.head.hash === hash;
    return new SharedFaces(db, hash, version, isOfHead ? people : null);
  }

  /** Whether the head is that of the gallery which the library has joined. */
  get isOfHead(): boolean {
    return this.#people !== null;
  }

  /** What the library has kept as its own; null: nothing. */
  counts(): BareCounts | null {
    return countBareFaces(this.#db, this.#head);
  }

  /** Whose number it is; null: the library's own person. */
  nameOf(personId: number): string | null {
    return this.#people?.people[personId - firstShared] ?? null;
  }

  /** Whether the head was trained on a face that is here; undefined: it is of the library's photos. */
  isTrainedOn(faceId: number): boolean | undefined {
    if (faceId < firstShared) return undefined;
    const kept = this.#kept.get(faceId);
    return kept === undefined ? this.#people?.trainedOn[faceId - firstShared] === 1 : kept.trainedOn;
  }

  /** Puts all faces into a gallery, in the place of those that it may have. */
  placeAll(gallery: Gallery): void {
    for (const faceId of [...gallery.faceIds()]) if (faceId >= firstShared) gallery.remove(faceId);
    const kept = bareFaces(this.#db, this.#head);
    this.#kept = new Map(kept.map((face) => [face.faceId, face]));
    this.#keptFaces = new Set(kept.map(({ face }) => face));
    this.#noteVersion();
    this.#numbers = this.#numbersNow();
    this.#put(gallery, null);
  }

  /**
   * Puts faces where they belong by now. Who has the name of somebody of the library is that person. A photo that both have counts once:
   * a face that is compared with itself would say nothing of how alike a person's faces are.
   * @param changed people of whose own faces some came or went.
   * @returns whether the gallery has changed.
   */
  place(gallery: Gallery, changed: ReadonlySet<number>): boolean {
    const isSame = !this.#noteVersion();
    if (isSame && changed.size === 0) return false;
    const numbers = this.#numbersNow();
    const touched = new Set(changed);
    for (const [at, number] of numbers.entries()) if (number !== this.#numbers[at]) touched.add(number);
    this.#numbers = numbers;
    return touched.size > 0 && this.#put(gallery, touched);
  }

  /** @returns whether the library may have changed since the last time. */
  #noteVersion(): boolean {
    const before = this.#dataVersion;
    this.#dataVersion = Number(this.#db.prepare('PRAGMA data_version').get()!.data_version);
    return before !== this.#dataVersion;
  }

  /** @param touched numbers of people; null: of all. @returns whether there is a face of theirs. */
  #put(gallery: Gallery, touched: ReadonlySet<number> | null): boolean {
    /** By the number of a person, what stands in the gallery by then. */
    const placed = new Map<number, Float32Array[]>();
    for (const { faceId, personId, embedding } of this.#faces()) {
      if (touched !== null && !touched.has(personId)) continue;
      let others = placed.get(personId);
      if (others === undefined) {
        const own = gallery.facesOf(personId).filter((id) => id < firstShared);
        others = own.map((id) => gallery.embeddingOf(id));
        placed.set(personId, others);
      }
      if (others.some((other) => cosine(other, embedding) > samePhoto)) gallery.remove(faceId);
      else gallery.set(faceId, personId, embedding);
      others.push(embedding);
    }
    return placed.size > 0;
  }

  /** Kept faces first: what comes from the gallery of one of them is the same face, whatever the person is called by now. */
  *#faces(): Generator<Pick<BareFace, 'faceId' | 'personId' | 'embedding'>> {
    yield* this.#kept.values();
    if (this.#people === null) return;
    const { faces, persons, embeddings, head } = this.#people;
    for (const [i, at] of persons.entries()) {
      if (this.#keptFaces.has(faces[i]!)) continue;
      const embedding = embeddings.subarray(i * head.dim, (i + 1) * head.dim);
      yield { faceId: firstShared + i, personId: this.#numbers[at]!, embedding };
    }
  }

  #numbersNow(): number[] {
    const known = this.#db.prepare('SELECT id FROM people WHERE name = ?');
    return (this.#people?.people ?? []).map((name, at) => Number(known.get(name)?.id ?? firstShared + at));
  }
}

/** Whether a face that has changed is one that the library has kept. */
export const isKeptFace = (faceId: number): boolean => faceId >= firstBare;
