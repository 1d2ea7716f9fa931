/** Damages tables that other programs write, and looks whether each is read or refused with a reason. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { importColumns } from '../../src-main/services/add-columns.ts';
import { exportTable } from '../../src-main/services/export-table.ts';
import { importVectors } from '../../src-main/services/import-vectors.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { parsePairs } from '../../src-shared/recognition/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { damaged } from './mutate.ts';
import type { FuzzTablesResult } from './result.ts';

/** A table that takes longer hangs. */
export const longestToRead = 10_000;

export type TablesReport = Omit<FuzzTablesResult, 'header' | 'seed'>;

interface Source {
  /** Its ending says how it is read. */
  name: string;
  bytes: Uint8Array;
  read(path: string): Promise<unknown>;
}

const quiet = { signal: new AbortController().signal, tell() {} };

/** What a refused table must leave as it was. */
const rowsOf = ({ db }: Store) =>
  ['photos', 'faces', 'labels', 'people', 'tags'].map(
    (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!.n,
  );

/** @param files how many damaged tables are read. */
export async function readDamagedTables(
  seed: number,
  files: number,
  onDone: (done: number) => void = () => {},
): Promise<TablesReport> {
  const work = await mkdtemp(join(tmpdir(), 'tammes-tables-'));
  const people = await madeUpLibrary(join(work, 'people'), 4, 3);
  const report: TablesReport = { files, outcomes: {}, slowest: { file: '', milliseconds: 0 }, faults: [] };
  let empty: Store | null = null;
  let vectors = 0;
  try {
    const library = () => {
      empty ??= openStore(join(work, `vectors-${++vectors}`));
      return empty;
    };
    const all = await sources(people, work, library);
    for (let index = 0; index < files; index++) {
      const random = randomFrom(seed, index);
      const { name, bytes, read } = all[index % all.length]!;
      const path = join(work, `damaged${extname(name)}`);
      await writeFile(
        path,
        damaged(bytes, () => all[random.integer(all.length)]!.bytes, random, 2),
      );
      const stores = [people, library()];
      const before = stores.map(rowsOf).join();
      const started = performance.now();
      const outcome = await read(path).then(
        () => 'read',
        (error: unknown) => toFailure(error).problem,
      );
      const milliseconds = performance.now() - started;
      const file = `${index}-${name}`;
      const key = `${name} ${outcome}`;
      report.outcomes[key] = (report.outcomes[key] ?? 0) + 1;
      if (milliseconds > report.slowest.milliseconds) report.slowest = { file, milliseconds };
      if (milliseconds > longestToRead) report.faults.push(`${file} takes ${Math.round(milliseconds)} ms.`);
      if (outcome === 'unexpected') report.faults.push(`${file} fails without a reason.`);
      if (outcome !== 'read' && stores.map(rowsOf).join() !== before)
        report.faults.push(`${file} is refused, and leaves something behind.`);
      if (rowsOf(library())[1] !== 0) {
        library().close();
        empty = null;
      }
      onDone(index + 1);
    }
    return report;
  } finally {
    (empty as Store | null)?.close();
    people.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function sources(people: Store, work: string, library: () => Store): Promise<Source[]> {
  const vectors = await Promise.all(
    (['npz', 'csv', 'parquet'] as const).map(async (format): Promise<Source> => {
      const out = join(work, `features.${format}`);
      await exportTable(people, { kind: 'features', format, out, paths: false }, quiet);
      const read = (path: string) => importVectors(library(), { vectors: path }, quiet);
      return { name: `features.${format}`, bytes: await readFile(out), read };
    }),
  );
  const text = (content: string) => new TextEncoder().encode(content);
  return [
    ...vectors,
    {
      name: 'columns.csv',
      bytes: text('person,glasses,birth_year\nperson 0,yes,1990\n"person 1",no,\nperson 2,"y""es",2001\n'),
      read: (path) => importColumns(people, path),
    },
    {
      name: 'pairs.txt',
      bytes: text(
        '2\t2\nAda\t1\t2\nBen\t1\t3\nAda\t1\tBen\t2\nAda\t2\tCy\t1\nAda\t1\t3\nBen\t2\t3\nBen\t1\tCy\t2\nAda\t2\tBen\t1\n',
      ),
      read: async (path) => parsePairs(await readFile(path, 'utf8'), path),
    },
  ];
}
