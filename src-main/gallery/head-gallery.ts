/** The gallery of one head, held in memory and kept the same as the database's, whoever changes that. */
import type {
  EngineName,
  GalleryServerInfo,
  GalleryState,
  Match,
  Output,
  Verification,
} from '../../src-shared/contract/index.ts';
import type { Failure } from '../../src-shared/errors/index.ts';
import { inOrder } from '../../src-shared/random.ts';
import {
  asFaceScores,
  type Calibration,
  calibrate,
  cosine,
  type Fallback,
  fallbacks,
  Gallery,
  type GalleryEngine,
  GalleryScores,
  type PairScores,
  pairHistogram,
  pairScores,
} from '../../src-shared/recognition/index.ts';
import { decodeHead } from '../../src-shared/training/index.ts';
import { blockFeatures, createEmbedder, type HeadEmbedder } from '../compute/head-embedder.ts';
import {
  enrolledFace,
  enrolledFaces,
  galleryChanges,
  galleryVersion,
  personName,
  refuseDamagedGallery,
  refuseOutdatedGallery,
} from '../store/gallery.ts';
import { libraryEngine } from '../store/gallery-engine.ts';
import { infoOfServer, serverOf } from '../store/gallery-server.ts';
import { removeOtherIndexes } from '../store/kept-index.ts';
import { headData, headHash, headHashes } from '../store/runs.ts';
import { markOfSharedPeople } from '../store/shared-people.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Database } from '../store/sql.ts';
import { createEngine } from './engines/index.ts';
import { mostProbes } from './engines/recall-check.ts';
import { fallbackOf, isTrainedElsewhere, plainFallbacks } from './plain-fallbacks.ts';
import { isKeptFace, SharedFaces, standOfShare } from './shared-faces.ts';
import { facesTrainedOn } from './trained-on.ts';

/** If more faces than this have changed since the last time, and more than half of all, all are read again. */
const manyChanges = 1000;

/** What the gallery of a head is asked. */
export interface MatchQuery {
  /** Of the backbone in use. */
  features: readonly ArrayLike<number>[];
  /** Candidates a face. */
  limit: number;
  /** The rate of strangers taken for somebody that the threshold is chosen by. */
  falseAccept: number;
}

/** Two faces to be compared with each other. */
export type VerifyQuery = Omit<MatchQuery, 'limit'>;

export class HeadGallery {
  readonly #db: Database;
  readonly #folder: string;
  /** Which head this is of: a number may be given to another one later. */
  readonly hash: string;
  /** The engine that was chosen when it was opened. */
  readonly engine: EngineName;
  /** What `choiceOf` said then. */
  readonly choice: string;
  readonly #index: GalleryEngine;
  /** The database that the library is connected to. */
  readonly #server: GalleryServerInfo | null;
  /** Why another engine is used. */
  readonly #failure: Failure | null;
  readonly #embedder: HeadEmbedder;
  readonly #gallery: Gallery;
  readonly #scores: GalleryScores;
  readonly #fallback: Fallback;
  readonly #pairFallback: Fallback;
  readonly #isUnseen: (faceId: number) => boolean;
  /** Of other desks, and those that the library has kept from them. */
  readonly #shared: SharedFaces;
  #version = 0;
  #calibration: Calibration | null = null;
  #pairs: { scores: PairScores; calibration: Calibration } | null = null;

  private constructor(
    { db, folder }: { db: Database; folder: string },
    headId: number,
    hash: string,
    trainedOn: ReadonlySet<number> | null,
    shared: SharedFaces,
  ) {
    const head = decodeHead(headData(db, headId), `Head ${headId}`);
    this.#db = db;
    this.#folder = folder;
    this.hash = hash;
    this.engine = libraryEngine(db);
    this.choice = choiceOf(db, folder);
    this.#embedder = createEmbedder(head);
    const { index, failure } = createEngine(this.engine, {
      dim: head.dim,
      head: hash,
      heads: headHashes(db),
      folder,
      isPresent: () => galleryVersion(db) === this.#version && libraryEngine(db) === this.engine,
      probes: () => this.#someFaces(),
    });
    this.#index = index;
    this.#failure = failure;
    const server = serverOf(folder);
    this.#server = server && infoOfServer(server);
    this.#gallery = new Gallery(head.dim, index);
    this.#shared = shared;
    this.#isUnseen = (faceId) => !(shared.isTrainedOn(faceId) ?? trainedOn?.has(faceId) === true);
    this.#scores = new GalleryScores(this.#gallery, this.#isUnseen);
    this.#fallback = fallbackOf(db, headId, trainedOn !== null);
    const isPlain = trainedOn === null && !isTrainedElsewhere(db, headId);
    this.#pairFallback = isPlain ? plainFallbacks(db).face : fallbacks.trained;
    // Of a head that is gone, nothing that was derived by it stays.
    removeOtherIndexes(folder, headHashes(db));
  }

  /** @throws TammesError 'unknown-id' */
  static async open(db: Database, folder: string, headId: number): Promise<HeadGallery> {
    const trainedOn = await facesTrainedOn({ folder, db }, headId);
    const shared = await SharedFaces.open(db, folder, headId);
    return new HeadGallery({ db, folder }, headId, headHash(db, headId) ?? '', trainedOn, shared);
  }

  /** Does some of the engine's own work. @returns whether there is more. */
  work(): Promise<boolean> {
    return this.#index.work();
  }

  async state(): Promise<GalleryState> {
    refuseOutdatedGallery(this.#db);
    await this.#refresh();
    const state = await this.#index.state();
    return {
      ...state,
      faces: this.#gallery.faces,
      chosen: this.engine,
      server: this.#server,
      shared: standOfShare(this.#folder, this.#shared.isOfHead),
      kept: this.#shared.counts(),
      failure: this.#failure ?? state.failure,
    };
  }

  /** Embeddings of enrolled faces from all over the gallery. */
  #someFaces(): Float32Array[] {
    const { faces } = this.#gallery;
    const some = inOrder([...this.#gallery.faceIds()], faces).slice(0, mostProbes);
    return some.map((faceId) => this.#gallery.embeddingOf(faceId));
  }

  /** Matches faces with the gallery as the database has it now. */
  async match({ features, limit, falseAccept }: MatchQuery): Promise<Output<'matching.match'>> {
    refuseOutdatedGallery(this.#db);
    await this.#refresh();
    const calibration = this.#calibration!;
    const threshold = calibration.thresholdAt(falseAccept);
    const probes = this.#embed(features);
    // A margin takes two.
    const found = await this.#gallery.search(probes, Math.max(2, limit));
    const matches = found.map((people): Match => {
      const [first, second] = people;
      return {
        known: first !== undefined && first.cosine >= threshold.cosine,
        candidates: people
          .slice(0, limit)
          .map((person) => ({ ...person, name: this.#nameOf(person.personId) })),
        margin: first && second ? first.cosine - second.cosine : null,
        probability: first === undefined ? null : calibration.probabilityOf(first.cosine),
      };
    });
    return { threshold, people: this.#gallery.people, suspects: this.#scores.suspects().size, matches };
  }

  /** Compares two faces, as pairs of enrolled faces compare. */
  async verify({ features, falseAccept }: VerifyQuery): Promise<Verification> {
    refuseOutdatedGallery(this.#db);
    await this.#refresh();
    this.#pairs ??= this.#comparePairs();
    const { scores, calibration } = this.#pairs;
    const [a, b] = this.#embed(features);
    const score = cosine(a!, b!);
    const { cosine: least, wanted, source } = calibration.thresholdAt(falseAccept);
    return {
      same: score >= least,
      cosine: score,
      probability: calibration.probabilityOf(score),
      threshold: { cosine: least, wanted, source },
      histogram: pairHistogram(scores, score),
    };
  }

  #nameOf(personId: number): string {
    return this.#shared.nameOf(personId) ?? personName(this.#db, personId);
  }

  #comparePairs() {
    const scores = pairScores(this.#gallery, this.#isUnseen);
    return { scores, calibration: calibrate(asFaceScores(scores), this.#pairFallback) };
  }

  /** Reads what has changed in the database since the last time. */
  async #refresh(): Promise<void> {
    this.#db.exec('BEGIN');
    try {
      const version = galleryVersion(this.#db);
      const isNew = version !== this.#version || this.#calibration === null;
      if (!isNew && !this.#shared.place(this.#gallery, new Set())) return;
      if (isNew) this.#readChanges();
      this.#version = version;
    } finally {
      this.#db.exec('COMMIT');
    }
    await this.#scores.update(this.#gallery.refreshDirections());
    this.#calibration = calibrate(this.#scores.scores(), this.#fallback);
    this.#pairs = null;
  }

  #readChanges(): void {
    const changed = this.#version === 0 ? null : galleryChanges(this.#db, this.#version);
    if (changed === null || changed.length > Math.max(manyChanges, this.#gallery.faces / 2)) this.#readAll();
    else this.#read(changed);
  }

  #read(changed: readonly number[]): void {
    const people = new Set<number>();
    for (const faceId of changed) {
      if (isKeptFace(faceId)) continue;
      const face = enrolledFace(this.#db, faceId);
      for (const personId of [this.#gallery.personOf(faceId), face?.personId])
        if (personId !== undefined) people.add(personId);
      if (face === null) this.#gallery.remove(faceId);
      else this.#set([face]);
    }
    if (changed.some(isKeptFace)) this.#shared.placeAll(this.#gallery);
    else this.#shared.place(this.#gallery, people);
  }

  #readAll(): void {
    refuseDamagedGallery(this.#db);
    for (const faceId of [...this.#gallery.faceIds()]) this.#gallery.remove(faceId);
    let block: Enrolled[] = [];
    for (const face of enrolledFaces(this.#db)) {
      if (block.push(face) < blockFeatures) continue;
      this.#set(block);
      block = [];
    }
    this.#set(block);
    this.#shared.placeAll(this.#gallery);
  }

  /** @param faces as many as a block at most. */
  #set(faces: readonly Enrolled[]): void {
    for (const [i, { feature }] of faces.entries()) this.#embedder.features.set(feature, i * feature.length);
    for (const [i, embedding] of this.#embedder.embed(faces.length).entries()) {
      this.#gallery.set(faces[i]!.faceId, faces[i]!.personId, embedding);
    }
  }

  #embed(features: readonly ArrayLike<number>[]): Float32Array[] {
    const embeddings: Float32Array[] = [];
    for (let from = 0; from < features.length; from += blockFeatures) {
      const some = features.slice(from, from + blockFeatures);
      for (const [i, feature] of some.entries()) this.#embedder.features.set(feature, i * feature.length);
      embeddings.push(...this.#embedder.embed(some.length).map((embedding) => embedding.slice()));
    }
    return embeddings;
  }

  /** Frees what lies outside of JavaScript's heap. */
  close(): void {
    this.#gallery.close();
  }
}

type Enrolled = NonNullable<ReturnType<typeof enrolledFace>>;

/** What a gallery's engine depends on beside its head: another one takes its place when this changes. */
export function choiceOf(db: Database, folder: string): string {
  const engine = libraryEngine(db);
  const own = engine === 'postgres' ? JSON.stringify(serverOf(folder)) : engine;
  return shareOf(folder) === null ? own : `${own} ${markOfSharedPeople(folder)}`;
}
