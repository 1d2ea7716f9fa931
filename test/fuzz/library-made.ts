/** The library that is damaged, and what is true of it. */
import { createHash } from 'node:crypto';
import { HeadGallery } from '../../src-main/gallery/head-gallery.ts';
import { rename } from '../../src-main/services/people.ts';
import { openReader } from '../../src-main/store/database.ts';
import { listPeople } from '../../src-main/store/people.ts';
import {
  appendEpoch,
  readCheckpoint,
  readHistory,
  readRunFaces,
  timelineFiles,
  writeCheckpoint,
  writeRunFaces,
} from '../../src-main/store/run-files.ts';
import { addRun, endRun } from '../../src-main/store/runs.ts';
import { sealedTables } from '../../src-main/store/seals.ts';
import type { Database } from '../../src-main/store/sql.ts';
import { appendFrame, beginTimeline, readFrames, readPlan } from '../../src-main/store/timeline.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { featureOf, madeUpLibrary } from '../gallery/enrolled.ts';
import { metricsOf } from '../helpers/metrics.ts';

const [people, each] = [12, 4];
const runs = [1, 2];

/** People, faces, renamings and two runs that were stopped. */
export async function makeLibrary(folder: string): Promise<void> {
  const store = await madeUpLibrary(folder, people, each);
  for (const { id, name } of listPeople(store.db).slice(0, 4)) rename(store, id, `${name} renamed`);
  for (const run of runs) {
    const runId = addRun(store.db, trainSpec.parse({ loss: 'arcface', seed: run }), featureVersion);
    await writeRunFaces(
      store,
      runId,
      Array.from({ length: 20 }, (_, i) => ({ faceId: i + run, shot: i, label: i % 5 })),
    );
    const plan = { people: ['Ada', `Ben ${run}`], dim: 8, source: 'learned' as const, steps: 30, every: 10 };
    await beginTimeline(timelineFiles(store, runId), plan, 0);
    for (const epoch of [1, 2, 3]) {
      await appendEpoch(store, runId, metricsOf(epoch, run + epoch / 10));
      const centres = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i + run + epoch));
      await appendFrame(timelineFiles(store, runId), { step: 10 * epoch, epoch, centres });
    }
    await writeCheckpoint(
      store,
      runId,
      Uint8Array.from({ length: 2000 }, (_, i) => (i * run) % 251),
    );
    endRun(store.db, runId, 'cancelled');
  }
  store.close();
}

const digest = (value: unknown) =>
  createHash('sha256')
    .update(
      JSON.stringify(value, (_, part) =>
        part instanceof Uint8Array ? Buffer.from(part).toString('hex') : part,
      ),
    )
    .digest('hex');

/** All rows of all tables, and all that is read of the files of runs: equal for equal libraries. */
export async function contentsOf(folder: string): Promise<string> {
  const db = openReader(folder);
  try {
    const rows = sealedTables(db).map((table) => [table, rowsOf(db, table).map(({ row }) => row)]);
    const files = [];
    for (const run of runs) {
      const timeline = timelineFiles({ folder }, run);
      const plan = await readPlan(timeline);
      files.push(
        await readRunFaces({ folder }, run),
        await readHistory({ folder }, run),
        await readCheckpoint({ folder }, run),
        plan,
        plan && (await readFrames(timeline, plan, 0)),
      );
    }
    return digest([rows, files]);
  } finally {
    db.close();
  }
}

/** The rows of a table with their digests. */
function rowsOf(db: Database, table: string) {
  const rows = db.prepare(`SELECT * FROM ${table}`).all();
  return rows.map((row) => ({ row, digest: digest(row) })).sort((a, b) => (a.digest < b.digest ? -1 : 1));
}

/** Rows that decide whom a face is taken for, and are used as they are. */
const used = {
  people: "SELECT * FROM people WHERE name NOT LIKE '% (?)'",
  labels: 'SELECT * FROM labels',
  faces: 'SELECT * FROM faces WHERE feature_version > 0',
  heads: 'SELECT * FROM heads',
} as const;
type Used = Record<keyof typeof used, ReadonlySet<string>>;

export function usedRows(folder: string): Used {
  const db = openReader(folder);
  try {
    const rows = (table: keyof typeof used) => new Set(db.prepare(used[table]).all().map(digest));
    return { people: rows('people'), labels: rows('labels'), faces: rows('faces'), heads: rows('heads') };
  } finally {
    db.close();
  }
}

/** Whom faces of everybody, and of a stranger, are taken for. @throws where the library refuses. */
export async function recognised(folder: string): Promise<string> {
  const db = openReader(folder);
  let gallery: HeadGallery | undefined;
  try {
    gallery = await HeadGallery.open(db, folder, 1);
    const features = Array.from({ length: people + 1 }, (_, person) => featureOf(person, 0));
    return digest(await gallery.match({ features, limit: 3, falseAccept: 0.01 }));
  } finally {
    gallery?.close();
    db.close();
  }
}
