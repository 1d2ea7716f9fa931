/**
 * The people who are enrolled, as one head embeds their faces: changed in place as faces come, move and go, and the same
 * whatever the order of these changes was.
 */
import { Rows } from './rows.ts';
import { byCosine, type Neighbour, type VectorIndex } from './vector-index.ts';

/** Faces and people whose directions `refreshDirections` has computed. */
export interface GalleryChanges {
  /** Faces that came, changed or went. */
  faces: ReadonlySet<number>;
  /** People of whose faces some did. */
  people: ReadonlySet<number>;
}

/** A person found in a gallery, and the face of hers or his that is nearest. */
export interface FoundPerson {
  personId: number;
  /** Cosine between the probe and the direction of the mean of the person's embeddings. */
  cosine: number;
  nearestFaceId: number;
  nearestCosine: number;
}

export class Gallery {
  readonly dim: number;
  readonly #index: VectorIndex;
  readonly #embeddings: Rows;
  readonly #rowOf = new Map<number, number>();
  readonly #personOf = new Map<number, number>();
  readonly #facesOf = new Map<number, number[]>();
  #touched = { faces: new Set<number>(), people: new Set<number>() };

  /** @param index an empty one for vectors of `dim` numbers: it gets the people's directions. */
  constructor(dim: number, index: VectorIndex) {
    this.dim = dim;
    this.#index = index;
    this.#embeddings = new Rows(dim);
  }

  get faces(): number {
    return this.#rowOf.size;
  }

  /** How many are enrolled. */
  get people(): number {
    return this.#facesOf.size;
  }

  /** Enrols a face, or moves it, or gives it another embedding. @param embedding [dim], of length one. */
  set(faceId: number, personId: number, embedding: Float32Array): void {
    this.remove(faceId);
    this.#rowOf.set(faceId, this.#embeddings.add(embedding));
    this.#personOf.set(faceId, personId);
    const faces = this.#facesOf.get(personId);
    if (faces === undefined) this.#facesOf.set(personId, [faceId]);
    else faces.push(faceId);
    this.#touch(faceId, personId);
  }

  /** A face that is not enrolled is passed over. */
  remove(faceId: number): void {
    const row = this.#rowOf.get(faceId);
    if (row === undefined) return;
    const personId = this.#personOf.get(faceId)!;
    this.#embeddings.free(row);
    this.#rowOf.delete(faceId);
    this.#personOf.delete(faceId);
    const faces = this.#facesOf.get(personId)!;
    faces.splice(faces.indexOf(faceId), 1);
    if (faces.length === 0) this.#facesOf.delete(personId);
    this.#touch(faceId, personId);
  }

  #touch(faceId: number, personId: number): void {
    this.#touched.faces.add(faceId);
    this.#touched.people.add(personId);
  }

  /** Brings the directions of people up to date. To be called after changes and before anything is asked. */
  refreshDirections(): GalleryChanges {
    const changes = this.#touched;
    this.#touched = { faces: new Set(), people: new Set() };
    for (const personId of changes.people) {
      // Sums are added up in the order of ids: their last bits do not depend on that of the changes.
      this.#facesOf.get(personId)?.sort((a, b) => a - b);
      const direction = this.directionOf(personId);
      if (direction === null) this.#index.remove(personId);
      else this.#index.set(personId, direction);
    }
    return changes;
  }

  peopleIds(): Iterable<number> {
    return this.#facesOf.keys();
  }

  /** Faces of a person by id; empty for somebody who is not enrolled. */
  facesOf(personId: number): readonly number[] {
    return this.#facesOf.get(personId) ?? [];
  }

  faceIds(): Iterable<number> {
    return this.#rowOf.keys();
  }

  personOf(faceId: number): number | undefined {
    return this.#personOf.get(faceId);
  }

  /** [dim] of an enrolled face, no copy. */
  embeddingOf(faceId: number): Float32Array {
    return this.#embeddings.at(this.#rowOf.get(faceId)!);
  }

  /** Sum of a person's embeddings, [dim]. */
  sumOf(personId: number): Float64Array {
    const sum = new Float64Array(this.dim);
    for (const faceId of this.facesOf(personId)) {
      const embedding = this.embeddingOf(faceId);
      for (let i = 0; i < sum.length; i++) sum[i]! += embedding[i]!;
    }
    return sum;
  }

  /** Direction of the mean of a person's embeddings, of length one or zero; null for somebody who is not enrolled. */
  directionOf(personId: number): Float32Array | null {
    if (!this.#facesOf.has(personId)) return null;
    return unit(this.sumOf(personId));
  }

  /** The people nearest to probes, best first, whatever engine the index is. @param probes [dim] each, of length one or zero. */
  nearestPeople(probes: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    return this.#index.searchExactly(probes, limit);
  }

  /**
   * The people nearest to probes as the index finds them, best first, each with the face that is nearest. The index holds one
   * vector a person: as many different people are found as are asked for.
   */
  async search(probes: readonly Float32Array[], limit: number): Promise<FoundPerson[][]> {
    const found = await this.#index.search(probes, limit);
    return found.map((people, i) =>
      people.map(({ id: personId, cosine: toMean }) => {
        const [nearest] = this.facesOf(personId)
          .map((id) => ({ id, cosine: cosine(probes[i]!, this.embeddingOf(id)) }))
          .sort(byCosine);
        return { personId, cosine: toMean, nearestFaceId: nearest!.id, nearestCosine: nearest!.cosine };
      }),
    );
  }

  /** Frees the index. */
  close(): void {
    this.#index.close();
  }
}

/** Direction of the mean of unit vectors; zero if they cancel out. */
export function meanDirection(embeddings: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(embeddings[0]!.length);
  for (const embedding of embeddings) {
    for (let i = 0; i < sum.length; i++) sum[i]! += embedding[i]!;
  }
  return unit(sum);
}

function unit(sum: Float64Array): Float32Array {
  let square = 0;
  for (let i = 0; i < sum.length; i++) square += sum[i]! * sum[i]!;
  const direction = new Float32Array(sum);
  if (square === 0) return direction;
  const length = Math.sqrt(square);
  for (let i = 0; i < sum.length; i++) direction[i] = sum[i]! / length;
  return direction;
}

/** Cosine of two vectors of length one. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return Math.max(-1, Math.min(1, sum));
}
