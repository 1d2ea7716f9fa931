/** Copies of a library from which it can be restored: each a folder with a list of its files and their checksums. */
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { backupReason, backupsKept } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { keysFileOf } from './encryption/keyring.ts';
import { privateFile, privateFolder } from './private-files.ts';
import { hasSeals, stateOf } from './seals.ts';
import type { Database } from './sql.ts';

export const backupManifest = z.object({
  format: z.literal('tammes-backup'),
  /** ISO 8601. */
  at: z.string(),
  reason: backupReason,
  /** Version of the database's tables. */
  tables: z.int(),
  people: z.int(),
  photos: z.int(),
  faces: z.int(),
  heads: z.int(),
  /** What the library held, see `stateOf` in seals.ts; empty: an older version made it. */
  state: z.string().default(''),
  /** Networks that people brought, and where in a library their files lie; the backup may do without these. */
  networks: z.array(z.object({ name: z.string(), path: z.string() })).default([]),
  files: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
type Manifest = z.infer<typeof backupManifest>;

export interface Backup extends Manifest {
  folder: string;
  /** Bytes of all files. */
  size: number;
}

const manifestFile = 'backup.json';
/** Where a library's backups lie if no other place is named. */
export const backupsOf = (library: string) => join(library, 'backups');

/**
 * Copies an open library: its database as one state, and the files of its runs.
 * @param to a folder in which the backup gets a folder of its own.
 * @param withRuns false: the database alone, as a migration changes nothing else.
 * @param withNetworks whether the files of networks that people brought go along, which are large and never change.
 */
export function makeBackup(
  db: Database,
  library: string,
  {
    to = backupsOf(library),
    reason,
    withRuns,
    withNetworks = false,
  }: { to?: string; reason: Manifest['reason']; withRuns: boolean; withNetworks?: boolean },
): Backup {
  const at = new Date().toISOString();
  const folder = join(to, `${at.replace(/[:.]/g, '-')}-${reason}`);
  const temporary = `${folder}.${randomUUID()}.tmp`;
  mkdirSync(temporary, { recursive: true, mode: privateFolder });
  try {
    copyState(db, join(temporary, 'library.db'));
    const keys = keysFileOf(library);
    const paths = [
      'library.db',
      ...(keys === null ? [] : [basename(keys)]),
      ...(withRuns ? filesBelow(library, 'runs') : []),
      ...(withNetworks ? filesBelow(library, 'backbones') : []),
    ];
    for (const path of paths.slice(1)) copyPrivately(join(library, path), join(temporary, path));
    const files = paths.map((path) => ({ path, ...digest(join(temporary, path)) }));
    const content: Manifest = {
      format: 'tammes-backup',
      at,
      reason,
      ...countsOf(db),
      state: hasSeals(db) ? stateOf(db) : '',
      networks: networksOf(db),
      files,
    };
    writeFileSync(join(temporary, manifestFile), JSON.stringify(content, null, 2), {
      mode: privateFile,
      flush: true,
    });
    renameSync(temporary, folder);
    return { ...content, folder, size: sizeOf(content) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Copies an open database as one state, without what is free in its file. @param path of a file that is not there yet. */
export function copyState(db: Database, path: string): void {
  db.prepare('VACUUM INTO ?').run(path);
  chmodSync(path, privateFile);
}

/** What is in a library, as numbers. */
export function countsOf(db: Database) {
  const number = (sql: string) => Number(Object.values(db.prepare(sql).get()!)[0]);
  const count = (table: string) => number(`SELECT count(*) FROM ${table}`);
  return {
    tables: number('PRAGMA user_version'),
    people: count('people'),
    photos: count('photos'),
    faces: count('faces'),
    heads: count('heads'),
  };
}

/** Those that have a file. A library that is about to be migrated may have no table of them yet. */
function networksOf(db: Database): Manifest['networks'] {
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'backbones'").get() === undefined) return [];
  const rows = db.prepare("SELECT name, hash FROM backbones WHERE hash <> '' ORDER BY id").all();
  return rows.map(({ name, hash }) => ({ name: String(name), path: `backbones/${hash}.onnx` }));
}

/** Names of the networks whose files are neither in a backup nor in a library's folder. */
export function lackingNetworks({ networks, files }: Manifest, library: string): string[] {
  const isThere = (path: string) =>
    files.some((file) => file.path === path) || existsSync(join(library, path));
  return networks.filter(({ path }) => !isThere(path)).map(({ name }) => name);
}

const sizeOf = ({ files }: Manifest) => files.reduce((sum, { size }) => sum + size, 0);

/** Files of a folder of a library that are whole, by their path from the library on. */
function filesBelow(library: string, folder: string): string[] {
  if (!existsSync(join(library, folder))) return [];
  return readdirSync(join(library, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(library, path);
    return entry.isFile() && !entry.name.endsWith('.tmp') ? [path] : [];
  });
}

/** To a folder that is made if it is not there. */
export function copyPrivately(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: privateFolder });
  copyFileSync(from, to);
  chmodSync(to, privateFile);
}

/** Read in pieces: a library may be larger than what one buffer holds. */
export function digest(path: string): { size: number; sha256: string } {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(2 ** 20);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return { size: statSync(path).size, sha256: hash.digest('hex') };
}

/** Removes the oldest of those that nobody asked for. @param kept so many of each kind stay. */
export function dropOldBackups(library: string, kept: number = backupsKept[0]): void {
  const byReason = Map.groupBy(listBackups(backupsOf(library)), ({ reason }) => reason);
  byReason.delete('asked');
  for (const backups of byReason.values())
    for (const { folder } of backups.slice(kept)) rmSync(folder, { recursive: true, force: true });
}

/** The backups in a folder that can be read, newest first. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.endsWith('.tmp'))
    .flatMap(({ name }) => {
      const content = readManifest(join(folder, name));
      return content === null ? [] : [{ ...content, folder: join(folder, name), size: sizeOf(content) }];
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

function readManifest(folder: string): Manifest | null {
  try {
    const content = backupManifest.parse(JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')));
    // Paths come from a file that anybody may have written.
    const isOwn = ({ path }: { path: string }) =>
      /^(library\.db|keys-[0-9a-f]{32}\.json|runs\/\d+\/[\w.-]+|backbones\/[0-9a-f]{64}\.onnx)$/.test(path);
    return content.files.every(isOwn) && content.files.some(({ path }) => path === 'library.db')
      ? content
      : null;
  } catch {
    return null;
  }
}

/** A backup whose files all have their checksums. @throws TammesError 'backup-unknown' or 'backup-damaged' that names the file. */
export function soundBackup(folder: string): Backup {
  const content = readManifest(folder);
  if (content === null) throw new TammesError('backup-unknown', { folder });
  for (const { path, size, sha256 } of content.files) {
    const found = existsSync(join(folder, path)) ? digest(join(folder, path)) : null;
    if (found?.size !== size || found.sha256 !== sha256)
      throw new TammesError('backup-damaged', { folder, path });
  }
  return { ...content, folder, size: sizeOf(content) };
}

/** Removes all backups of a library that lie in its own folder. */
export function removeBackups(library: string): void {
  rmSync(backupsOf(library), { recursive: true, force: true });
}
