/** The review of one library by one head, held in memory and kept the same as the database, whoever changes that. */
import { falseAcceptPresets } from '../../src-shared/contract/index.ts';
import { libraryFalseAccept } from '../store/false-accept.ts';
import { featuresOf } from '../store/gallery.ts';
import { hasKeptNeighbours, keepNeighbours, readKeptNeighbours } from '../store/kept-neighbours.ts';
import {
  areOfOneShot,
  changedFaces,
  type Decisions,
  facesVersion,
  type ReviewedFace,
  readDecisions,
  reviewedFaces,
} from '../store/review.ts';
import type { Database } from '../store/sql.ts';
import { groupingCut } from './cut.ts';
import { doubtsOf } from './doubts.ts';
import { Groups } from './groups.ts';
import { KnownPeople } from './known-people.ts';
import { NearestPeople } from './nearest-people.ts';
import { NeighbourGraph } from './neighbour-graph.ts';
import type { Open, ReviewState } from './state.ts';
import { inTurns, turn } from './turn.ts';

/** Faces whose features are read at once. */
const block = 512;
/** From so many faces on comparing them takes a time that is noticed. */
const worthKeeping = 1000;

export class LibraryReview {
  readonly #db: Database;
  readonly #folder: string;
  /** As the active head sees them. */
  readonly people: KnownPeople;
  /** As the pretrained head does, which no name has shaped; the same if that is active. */
  readonly judges: KnownPeople;
  /** Faces that can be compared. */
  readonly #faces = new Map<number, ReviewedFace>();
  /** By photo, the people on it by face. */
  readonly #namesOn = new Map<number, Map<number, number>>();
  /** Faces without a name. */
  readonly graph: NeighbourGraph;
  readonly #groups: Groups;
  readonly #nearest: NearestPeople;
  #version = 0;
  #decisions: Decisions;

  private constructor(db: Database, folder: string, people: KnownPeople, judges: KnownPeople) {
    this.#db = db;
    this.#folder = folder;
    this.#decisions = readDecisions(db);
    this.people = people;
    this.judges = judges;
    this.graph = new NeighbourGraph(people.gallery.dim);
    this.#groups = new Groups(this.graph, (faceId) => this.#faces.get(faceId)!.photoId);
    this.#nearest = new NearestPeople(
      people.gallery,
      (faceId) => this.graph.vectorOf(faceId),
      (faceId) => this.barred(faceId),
    );
  }

  /** @param heads the active one, and the pretrained one. @throws TammesError 'unknown-id' */
  static async open(
    db: Database,
    folder: string,
    heads: { active: number; pretrained: number },
  ): Promise<LibraryReview> {
    const people = await KnownPeople.open(db, folder, heads.active);
    const judges = people.isTrained ? await KnownPeople.open(db, folder, heads.pretrained) : people;
    return new LibraryReview(db, folder, people, judges);
  }

  /** Reads what has changed in the database. @param onProgress hears the share of the work that is done. */
  async refresh(onProgress: (share: number) => void): Promise<ReviewState> {
    const isFirst = this.#version === 0;
    const changed = await this.#read((share) => onProgress(0.2 * share));
    if (isFirst && this.graph.size >= worthKeeping) await this.#takeOver();
    const { people: changedPeople } = await this.people.update();
    if (this.judges !== this.people) await this.judges.update();
    await this.#groups.update(groupingCut(this.people), (share) => onProgress(0.2 + 0.7 * share));
    await this.#keep();
    await this.#nearest.update(this.graph.ids(), changed, changedPeople);
    return { groups: this.#groups.all(), suggestions: this.#suggestions(), doubts: doubtsOf(this.judges) };
  }

  async #takeOver(): Promise<void> {
    const kept = await readKeptNeighbours(this.#folder);
    if (kept !== null) await inTurns(this.graph.takeOver(kept));
  }

  /** Keeps what was compared, if comparing it again would be noticed; also after somebody was forgotten, and with that the file. */
  async #keep(): Promise<void> {
    const { size, compared } = this.graph;
    if (compared < worthKeeping && (size < worthKeeping || hasKeptNeighbours(this.#folder))) return;
    const version = this.#version;
    await keepNeighbours(this.#folder, this.graph.take(), () => facesVersion(this.#db) === version);
  }

  /** What of a state is open still. */
  open(): Open {
    const { kept, refused, leftOut } = readDecisions(this.#db);
    const { judges, people, graph } = this;
    const isThere = ({ gallery }: KnownPeople, personId: number) =>
      gallery.facesOf(personId).length > 0 && !leftOut.has(personId);
    return {
      isUnnamed: (faceId) => graph.has(faceId),
      canBe: (faceId, personId) =>
        isThere(people, personId) &&
        !refused.get(faceId)?.has(personId) &&
        !this.barred(faceId).has(personId),
      isDoubted: ({ faceId, personId, other }) =>
        judges.gallery.personOf(faceId) === personId &&
        kept.get(faceId) !== personId &&
        isThere(judges, personId) &&
        (other === null || (!refused.get(faceId)?.has(other.personId) && isThere(judges, other.personId))),
    };
  }

  /** Whom a face without a name is not: who was refused, and who is on its photo already. */
  barred(faceId: number): ReadonlySet<number> {
    const { refused, twice } = this.#decisions;
    const { photoId } = this.#faces.get(faceId)!;
    const barred = new Set(this.#namesOn.get(photoId)?.values());
    for (const personId of twice.get(photoId) ?? []) barred.delete(personId);
    for (const personId of refused.get(faceId) ?? []) barred.add(personId);
    return barred;
  }

  /** Whether two faces are on photos of the same shot. */
  areOfOneShot(faceId: number, otherId: number): boolean {
    return areOfOneShot(this.#db, [faceId, otherId]);
  }

  /** Somebody whose name is not to be brought up. */
  isLeftOut(personId: number): boolean {
    return this.#decisions.leftOut.has(personId);
  }

  /** @returns faces without a name that came, or for whom others are barred now. */
  async #read(onProgress: (share: number) => void): Promise<Set<number>> {
    const version = facesVersion(this.#db);
    const ids = this.#version === 0 ? null : changedFaces(this.#db, this.#version);
    const changed = ids?.length === 0 ? [] : reviewedFaces(this.#db, ids);
    const before = this.#decisions;
    this.#decisions = readDecisions(this.#db);
    this.#version = version;
    const photos = changedKeys(before.twice, this.#decisions.twice);
    for (const { photoId } of changed) photos.add(photoId);
    // Before the first turn of others: what has been decided is not answered any more.
    for (const faceId of ids ?? []) {
      const face = this.#faces.get(faceId);
      if (face !== undefined) photos.add(face.photoId);
      this.#remove(faceId);
    }
    for (let from = 0; from < changed.length; from += block) {
      this.#add(changed.slice(from, from + block));
      onProgress(from / changed.length);
      await turn();
    }
    const refused = changedKeys(before.refused, this.#decisions.refused);
    const unnamed = [...this.graph.ids()];
    return new Set(
      unnamed.filter((faceId) => refused.has(faceId) || photos.has(this.#faces.get(faceId)!.photoId)),
    );
  }

  #remove(faceId: number): void {
    const face = this.#faces.get(faceId);
    if (face === undefined) return;
    this.#faces.delete(faceId);
    this.#namesOn.get(face.photoId)?.delete(faceId);
    this.graph.remove(faceId);
    this.#nearest.remove(faceId);
    for (const { gallery } of new Set([this.people, this.judges])) gallery.remove(faceId);
  }

  /** @param faces as many as a block at most. */
  #add(faces: readonly ReviewedFace[]): void {
    const features = featuresOf(this.#db, faces);
    const embeddings = this.people.embed(features);
    const judged = this.judges === this.people ? embeddings : this.judges.embed(features);
    for (const [i, face] of faces.entries()) {
      const { faceId, photoId, personId } = face;
      this.#faces.set(faceId, face);
      if (personId === null) {
        this.graph.set(faceId, embeddings[i]!);
        continue;
      }
      this.people.gallery.set(faceId, personId, embeddings[i]!);
      this.judges.gallery.set(faceId, personId, judged[i]!);
      const names = this.#namesOn.get(photoId) ?? new Map<number, number>();
      this.#namesOn.set(photoId, names.set(faceId, personId));
    }
  }

  /** From a maybe on: as near as the laxest of the known rates lets strangers come. */
  #suggestions(): ReviewState['suggestions'] {
    const { calibration } = this.people;
    const sure = calibration.thresholdAt(libraryFalseAccept(this.#db)).cosine;
    const maybe = Math.min(sure, calibration.thresholdAt(falseAcceptPresets.generous).cosine);
    return [...this.#nearest.entries()]
      .flatMap(([faceId, person]) =>
        person === null || person.cosine < maybe || this.isLeftOut(person.personId)
          ? []
          : { faceId, ...person, sure: person.cosine >= sure },
      )
      .sort((a, b) => b.cosine - a.cosine || a.faceId - b.faceId);
  }

  close(): void {
    this.people.close();
    if (this.judges !== this.people) this.judges.close();
  }
}

/** Keys whose sets of numbers differ. */
function changedKeys(
  before: ReadonlyMap<number, ReadonlySet<number>>,
  after: ReadonlyMap<number, ReadonlySet<number>>,
): Set<number> {
  const keys = new Set([...before.keys(), ...after.keys()]);
  const none: ReadonlySet<number> = new Set();
  for (const key of keys) {
    if ((before.get(key) ?? none).symmetricDifference(after.get(key) ?? none).size === 0) keys.delete(key);
  }
  return keys;
}
