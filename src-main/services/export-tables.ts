/** What a library knows of its faces, as tables. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dependsOnHead, type TableKind } from '../../src-shared/contract/index.ts';
import { decodeHead, type Head } from '../../src-shared/training/index.ts';
import { blockFeatures, createEmbedder } from '../compute/head-embedder.ts';
import { type Cell, type Column, type ColumnType, type Page, type Table, widthOf } from '../formats/table.ts';
import { facesTrainedOn } from '../gallery/trained-on.ts';
import { currentBackbone } from '../store/backbones.ts';
import {
  countExportRows,
  type ExportRow,
  exportRows,
  featureVersionOf,
  type WhichFaces,
} from '../store/export-rows.ts';
import { personName } from '../store/gallery.ts';
import { headData } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { scoresOfFaces } from './face-scores.ts';
import { headFacts } from './head-facts.ts';
import { findHead } from './heads.ts';

/** What tables are made of: a library's database as it is at one moment, its folder, and a head. */
interface Source {
  db: Database;
  folder: string;
  head: Head;
  headId: number;
}

/** A column with what fills it. */
interface Filled extends Column {
  fill(rows: readonly ExportRow[]): readonly Cell[];
}

/**
 * @param db of the library at one moment, as it is read several times.
 * @param options.head name or number of a head; absent: the active one.
 * @param options.paths whether each face's photo is named: a path may tell more of people than their names.
 * @throws TammesError 'head-not-named-so' or 'features-outdated'
 */
export async function tableOf(
  store: Store,
  db: Database,
  kind: TableKind,
  options: { head: string | undefined; paths: boolean },
): Promise<Table> {
  const info = await findHead(store, options.head);
  const head = decodeHead(headData(store.db, info.id), info.name);
  const { which, columns } = await kinds[kind]({ db, folder: store.folder, head, headId: info.id });
  const all = options.paths ? [...columns, path] : columns;
  const rows = countExportRows(db, which);
  return {
    columns: all,
    rows,
    metadata: {
      format: `tammes-${kind}`,
      faces: rows,
      ...(kind === 'features' && { featureVersion: featureVersionOf(db) }),
      ...(dependsOnHead(kind) && { head: await headFacts(store, info, null) }),
    },
    pages: (names) =>
      pagesOf(
        db,
        which,
        all.filter(({ name }) => names.includes(name)),
      ),
  };
}

async function* pagesOf(db: Database, which: WhichFaces, columns: readonly Filled[]): AsyncGenerator<Page> {
  const page = (rows: readonly ExportRow[]): Page => ({
    rows: rows.length,
    column: (wanted) => columns.find(({ name }) => name === wanted)!.fill(rows),
  });
  let rows: ExportRow[] = [];
  for (const row of exportRows(
    db,
    which,
    columns.some((one) => widthOf(one) > 0),
  )) {
    if (rows.push(row) < blockFeatures) continue;
    yield page(rows);
    rows = [];
    await nextTurn();
  }
  if (rows.length > 0) yield page(rows);
}

const column = (name: string, type: ColumnType, of: (row: ExportRow) => Cell): Filled => ({
  name,
  type,
  fill: (rows) => rows.map(of),
});

const face = column('face', 'int', (row) => row.face);
const photo = column('photo', 'int', (row) => row.photo);
const shot = column('shot', 'int', (row) => row.shot);
const person = column('person', 'text', (row) => row.person);
const age = column('age', 'float', (row) => row.age);
const quality = column('quality', 'float', (row) => row.quality);
const path = column('path', 'text', (row) => row.path);

/** Which faces a table has, and its columns. */
const kinds: Record<TableKind, (source: Source) => Promise<{ which: WhichFaces; columns: Filled[] }>> = {
  features: async ({ db }) => {
    featureVersionOf(db);
    const feature = column('feature', { vector: currentBackbone(db).size }, (row) => row.feature);
    return { which: 'comparable', columns: [face, photo, shot, person, quality, feature] };
  },
  embeddings: async ({ db, head }) => {
    featureVersionOf(db);
    return { which: 'comparable', columns: [face, photo, shot, person, quality, embeddingBy(head)] };
  },
  scores: async ({ db, folder, head, headId }) => {
    featureVersionOf(db);
    const trainedOn = await facesTrainedOn({ db, folder }, headId);
    const scores = await scoresOfFaces(db, head);
    const names = new Map<number, string>();
    const nameOf = (personId: number) => {
      if (!names.has(personId)) names.set(personId, personName(db, personId));
      return names.get(personId)!;
    };
    const columns = [
      ...[face, photo, shot, person, quality],
      column('genuine', 'float', (row) => scores.get(row.face)!.genuine),
      column('impostor', 'float', (row) => scores.get(row.face)!.impostor),
      column('nearest_other', 'text', (row) => {
        const { rival } = scores.get(row.face)!;
        return rival === null ? null : nameOf(rival);
      }),
      column('trained_on', 'int', (row) => (trainedOn?.has(row.face) ? 1 : 0)),
      age,
    ];
    return { which: 'gallery', columns };
  },
  labels: async () => {
    const columns = [
      ...[face, photo, shot, person],
      column('source', 'text', (row) => row.source),
      column('ambiguous', 'int', (row) => row.ambiguous),
      column('x', 'float', ({ box }) => box.x),
      column('y', 'float', ({ box }) => box.y),
      column('width', 'float', ({ box }) => box.width),
      column('height', 'float', ({ box }) => box.height),
      column('detector_score', 'float', (row) => row.score),
      quality,
      age,
    ];
    return { which: 'named', columns };
  },
};

function embeddingBy(head: Head): Filled {
  const embedder = createEmbedder(head);
  return {
    name: 'embedding',
    type: { vector: head.dim },
    fill(rows) {
      for (const [i, { feature }] of rows.entries()) embedder.features.set(feature!, i * feature!.length);
      return embedder.embed(rows.length).map((embedding) => embedding.slice());
    },
  };
}
