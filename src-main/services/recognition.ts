/** The namespace `recognition`: a folder at a time, in the background. */
import { basename, resolve } from 'node:path';
import type { Job, RecognitionSummary } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Galleries } from '../gallery/galleries.ts';
import { galleryVersion } from '../store/gallery.ts';
import {
  clearRecognised,
  countRecognised,
  recognisedPeople,
  recognisedRecords,
} from '../store/recognised.ts';
import { countRows, readRows, rowKeys } from '../store/recognised-rows.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import type { Handlers } from './handlers.ts';
import { findHead } from './heads.ts';
import type { Jobs } from './jobs.ts';
import { matchFeatures } from './matching.ts';
import { enrolLoose } from './people.ts';
import { matchAgain, recogniseFolder, stateOf } from './recognise-folder.ts';
import { tableAsCsv, tableAsJson } from './recognition-export.ts';

/** What the table shows. */
interface Table {
  jobId: number;
  folder: string;
  headId: number;
  /** What its answers depend on. */
  state: string;
}

/** What recognition rests on. */
export interface RecognitionParts {
  store: Store;
  galleries: Galleries;
  jobs: Jobs;
  /**
   * Opens the processes that read photos; they end with the job. The window's own worker reads what people look at one by one: a
   * folder is read here, so that it goes on whatever the window shows, on all cores, and no pixels travel.
   */
  openPool: () => VisionPool;
}

/** The folder that was recognised last, and its table. */
export class RecognisedFolder {
  readonly #parts: RecognitionParts;
  #table: Table | null = null;

  constructor(parts: RecognitionParts) {
    this.#parts = parts;
  }

  /** @throws TammesError 'nothing-recognised' before a folder was asked for. */
  current(): Table {
    if (this.#table === null) throw new TammesError('nothing-recognised', {});
    return this.#table;
  }

  get isThere(): boolean {
    return this.#table !== null;
  }

  async start(given: string, wantedHead: number | undefined): Promise<Job> {
    const { store, galleries, jobs, openPool } = this.#parts;
    const folder = resolve(given);
    const headId = await this.#head(wantedHead);
    const job = jobs.start('recognise', folder, async (controls) => {
      clearRecognised(store.db);
      await recogniseFolder({ store, galleries, headId }, openPool, folder, controls);
    });
    this.#table = { jobId: job.id, folder, headId, state: this.#state() };
    return job;
  }

  async matchAgain(wantedHead: number | undefined): Promise<Job> {
    const { store, galleries, jobs } = this.#parts;
    const { folder } = this.current();
    const headId = await this.#head(wantedHead);
    const job = jobs.start('match-again', folder, (controls) =>
      matchAgain({ store, galleries, headId }, controls),
    );
    this.#table = { jobId: job.id, folder, headId, state: this.#state() };
    return job;
  }

  async summary(): Promise<RecognitionSummary | null> {
    if (this.#table === null) return null;
    const { store, galleries } = this.#parts;
    const { state, ...table } = this.#table;
    const counts = countRecognised(store.db);
    // A gallery with features of an older version has no threshold until it is updated.
    const matching = await matchFeatures(store, galleries, table.headId, [], 1).catch(() => null);
    return {
      ...table,
      ...counts,
      outdated: state !== this.#state(),
      threshold: matching?.threshold ?? null,
      people: recognisedPeople(store.db),
    };
  }

  async forget(): Promise<void> {
    const { store, jobs } = this.#parts;
    // Sidecars are written without the table, and a change of the backbone asks for this itself.
    for (const { id, kind, status } of jobs.list())
      if (status === 'running' && kind !== 'xmp' && kind !== 'backbone') await jobs.cancel(id);
    this.#table = null;
    clearRecognised(store.db);
  }

  async #head(wanted: number | undefined): Promise<number> {
    return (await findHead(this.#parts.store, wanted === undefined ? undefined : String(wanted))).id;
  }

  #state(): string {
    return stateOf(this.#parts.store, galleryVersion(this.#parts.store.db));
  }
}

/** The namespace `recognition`. */
export function recognitionHandlers(store: Store, folder: RecognisedFolder): Handlers<'recognition'> {
  const { db } = store;
  return {
    'recognition.start': ({ folder: path, headId }) => folder.start(path, headId),
    'recognition.matchAgain': ({ headId }) => folder.matchAgain(headId),
    'recognition.summary': () => folder.summary(),
    'recognition.rows': async ({ offset, limit, ...filter }) =>
      folder.isThere
        ? { total: countRows(db, filter), rows: readRows(db, rowKeys(db, filter, { offset, limit })) }
        : { total: 0, rows: [] },
    'recognition.enrol': async ({ name, faceIds }) => {
      folder.current();
      return enrolLoose(store, name, recognisedRecords(db, faceIds));
    },
    'recognition.export': async ({ format, ...filter }) => {
      const { folder: path } = folder.current();
      const text =
        format === 'csv'
          ? await tableAsCsv(store, filter)
          : await tableAsJson(store, filter, { folder: path });
      return { name: `${basename(path) || 'photos'}.${format}`, text };
    },
    'recognition.forget': () => folder.forget().then(() => undefined),
  };
}
