/**
 * The engine for very many people: an index says who may be near, and their vectors, which all are in memory, say how near they are.
 * Until the index is built, has been measured and finds enough, and whenever it is no gain, all vectors are compared.
 */
import { crc32 } from 'node:zlib';
import type { EngineState } from '../../../src-shared/contract/index.ts';
import {
  byCosine,
  type GalleryEngine,
  type Neighbour,
  refuseWrong,
} from '../../../src-shared/recognition/index.ts';
import { createFlatIndex, type FlatIndex } from '../../compute/flat-index.ts';
import {
  type IndexIdentity,
  type KeptVectors,
  keepIndex,
  keptIndexBytes,
  readKeptIndex,
} from '../../store/kept-index.ts';
import { Measurement } from './measurement.ts';
import type { EngineOptions } from './options.ts';
import { neighbours } from './recall-check.ts';
import { connectivity, expansionAdd, quantization, UsearchGraph } from './usearch-graph.ts';

/** Vectors that wait for their place in the index, and meanwhile are compared with each query. */
const mostWaiting = 2000;
/** Vectors that are compared exactly for each neighbour that is wanted: by a byte a number the index knows their order only about. */
const compared = 16;
/** Vectors that are put into the index before other things have a turn. */
const block = 128;
/** Vectors after which a part of an index is kept: what a start that is broken off loses. */
const keepEvery = 100_000;
/** An index of which more than this share has gone or is of before is built anew. */
const mostGone = 0.2;

export function createUsearchEngine(options: EngineOptions): GalleryEngine {
  return new UsearchEngine(options, UsearchGraph.empty(options.dim));
}

class UsearchEngine implements GalleryEngine {
  readonly #options: EngineOptions;
  readonly #identity: IndexIdentity;
  readonly #all: FlatIndex;
  #graph: UsearchGraph;
  /** Whether what is kept has been looked at. */
  #isOpened = false;
  /** Ids that are not in the graph with their present vector. */
  readonly #waiting = new Set<number>();
  readonly #measurement: Measurement;
  /** Vectors put into the graph since it was kept. */
  #unkept = 0;

  constructor(options: EngineOptions, graph: UsearchGraph) {
    this.#options = options;
    const { dim, head, probes, exactFrom } = options;
    this.#identity = { head, dim, build: `${quantization} ${connectivity} ${expansionAdd}` };
    this.#all = createFlatIndex(dim);
    this.#graph = graph;
    const searches = {
      exactly: (some: readonly Float32Array[], limit: number) => this.#all.search(some, limit),
      byIndex: async (some: readonly Float32Array[], limit: number, expansion: number) =>
        some.map((probe) => this.#searchGraph(probe, limit, expansion)),
    };
    this.#measurement = new Measurement({ probes, searches, exactFrom });
  }

  get size(): number {
    return this.#all.size;
  }

  set(id: number, vector: Float32Array): void {
    if (this.#all.vectorOf(id)?.every((value, i) => value === vector[i])) return;
    this.#all.set(id, vector);
    this.#graph.remove(id);
    this.#waiting.add(id);
    this.#measurement.changed();
  }

  remove(id: number): void {
    this.#all.remove(id);
    this.#graph.remove(id);
    this.#waiting.delete(id);
    this.#measurement.changed();
  }

  async search(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    const expansion = this.#expansionFor(limit);
    if (expansion === null) return this.#all.search(queries, limit);
    const wanted = Math.min(limit, this.size);
    const found: Neighbour[][] = [];
    for (const query of queries) {
      refuseWrong(query, this.#options.dim);
      const near = this.#searchGraph(query, wanted, expansion);
      found.push(near.length < wanted ? (await this.#all.search([query], limit))[0]! : near);
    }
    return found;
  }

  searchExactly(queries: readonly Float32Array[], limit: number): Promise<Neighbour[][]> {
    return this.#all.search(queries, limit);
  }

  #searchGraph(query: Float32Array, limit: number, expansion: number): Neighbour[] {
    const near = this.#all.rank(
      query,
      this.#graph.near(query, compared * Math.max(limit, neighbours), expansion),
    );
    if (this.#waiting.size === 0) return near.slice(0, limit);
    return [...near, ...this.#all.rank(query, this.#waiting)].sort(byCosine).slice(0, limit);
  }

  /** How many vectors are to be looked at closely; null: all are to be compared. */
  #expansionFor(limit: number): number | null {
    return this.#waiting.size > mostWaiting ? null : this.#measurement.expansionFor(limit, this.size);
  }

  async work(): Promise<boolean> {
    if (!this.#isOpened) await this.#open();
    else if (this.#graph.vacant > Math.max(block, mostGone * this.size)) this.#startAnew();
    else if (this.#waiting.size > 0) await this.#addSome();
    else if (this.#measurement.isDue(this.size)) await this.#measurement.step();
    else if (this.#unkept > 0) await this.#keep();
    else return false;
    return true;
  }

  /** Takes over what is kept, as far as it is of the present vectors. */
  async #open(): Promise<void> {
    this.#isOpened = true;
    const { dim, folder } = this.#options;
    const kept = await readKeptIndex(folder, this.#identity, (path, { ids }) =>
      UsearchGraph.load(dim, path, ids),
    );
    if (kept === null) return;
    const { index: graph, vectors } = kept;
    const isCurrent = (id: number, place: number) => this.#sumOf(id) === vectors.sums[place];
    const stale = vectors.ids.filter((id, place) => !isCurrent(id, place));
    if (stale.length > mostGone * this.size) return;
    for (const id of stale) graph.remove(id);
    this.#graph = graph;
    for (const id of graph.ids()) this.#waiting.delete(id);
  }

  #startAnew(): void {
    this.#graph = UsearchGraph.empty(this.#options.dim);
    for (const id of this.#all.ids()) this.#waiting.add(id);
    this.#measurement.startAnew();
  }

  async #addSome(): Promise<void> {
    const some: [number, Float32Array][] = [];
    for (const id of this.#waiting) {
      if (some.push([id, this.#all.vectorOf(id)!]) === block) break;
    }
    this.#graph.add(some);
    for (const [id] of some) this.#waiting.delete(id);
    this.#unkept += some.length;
    if (this.#unkept >= keepEvery) await this.#keep();
  }

  /** A place that nobody has taken since still has the numbers of somebody who may be forgotten by now: that is not kept. */
  async #keep(): Promise<void> {
    this.#unkept = 0;
    if (this.#graph.vacant > 0) return;
    const { folder, isPresent } = this.#options;
    const save = (path: string) => this.#graph.save(path);
    await keepIndex(folder, this.#identity, this.#vectors(), save, isPresent);
  }

  #vectors(): KeptVectors {
    const ids = Float64Array.from(this.#graph.ids());
    return { ids, sums: Uint32Array.from(ids, (id) => this.#sumOf(id)!) };
  }

  /** Checksum of a vector; null if there is none. */
  #sumOf(id: number): number | null {
    const vector = this.#all.vectorOf(id);
    return vector && crc32(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  }

  async state(): Promise<EngineState> {
    const isBuilt = this.#isOpened && this.#waiting.size === 0;
    return {
      engine: 'usearch',
      answers: this.#expansionFor(neighbours) === null ? 'exactly' : 'by-index',
      vectors: this.size,
      memory: this.#all.bytes + this.#graph.bytes,
      disk: await keptIndexBytes(this.#options.folder, this.#identity),
      index: {
        phase: this.#measurement.phaseOf(isBuilt, this.size),
        indexed: this.#graph.size,
        recall: this.#measurement.recall,
      },
      failure: null,
    };
  }

  close(): void {
    this.#all.close();
  }
}
