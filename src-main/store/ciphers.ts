/** The optional package that encrypts databases: SQLite3 Multiple Ciphers, built for the program that runs. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Failure, TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import { bindingFolder } from '../app-files.ts';
import type { SqlInput, SqlValue } from './sql.ts';

export const cipherPackage = 'better-sqlite3-multiple-ciphers';

/** What Tammes uses of the package. */
export interface CipherStatement {
  /** Whether it returns rows. */
  readonly reader: boolean;
  get(...bound: unknown[]): Row | undefined;
  all(...bound: unknown[]): Row[];
  iterate(...bound: unknown[]): IterableIterator<Row>;
  run(...bound: unknown[]): { changes: number; lastInsertRowid: number };
  raw(enabled: boolean): void;
}
type Row = Record<string, SqlValue>;

export interface CipherDatabase {
  prepare(sql: string): CipherStatement;
  exec(sql: string): void;
  function(
    name: string,
    options: { varargs: true; deterministic: true; safeIntegers: true },
    answer: (...values: SqlValue[]) => SqlInput,
  ): void;
  key(key: Buffer): void;
  unsafeMode(enabled: boolean): void;
  close(): void;
}

type CipherModule = new (
  path: string,
  options: { readonly: boolean; timeout: number; nativeBinding?: string },
) => CipherDatabase;

/** What `npm run ciphers` has built or fetched for a program: versions of Node and of Electron differ in what they load. */
export const cipherBinary = (runtime: 'node' | 'electron', abi: string) =>
  join(bindingFolder, 'ciphers', `${runtime}-${abi}.node`);

/** For the program that runs. */
const ownBinary = () =>
  // Electron's Node loads files from the archive's folder beside it.
  cipherBinary(process.versions.electron ? 'electron' : 'node', process.versions.modules).replace(
    /\bapp\.asar\b/,
    'app.asar.unpacked',
  );

const require = createRequire(import.meta.url);

/** @throws TammesError 'ciphers-not-installed', 'ciphers-not-built' or 'ciphers-not-loaded' */
export function openWithCiphers(
  path: string,
  { readOnly = false, timeout = 0 }: { readOnly?: boolean; timeout?: number },
): CipherDatabase {
  const Module = load();
  const binary = ownBinary();
  return new Module(path, {
    readonly: readOnly,
    timeout,
    ...(existsSync(binary) && { nativeBinding: binary }),
  });
}

let loaded: CipherModule | undefined;

function load(): CipherModule {
  if (loaded !== undefined) return loaded;
  try {
    const Module = require(cipherPackage) as CipherModule;
    const binary = ownBinary();
    // Opening a database loads the native part, or shows that it does not load.
    new Module(':memory:', {
      readonly: false,
      timeout: 0,
      ...(existsSync(binary) && { nativeBinding: binary }),
    }).close();
    loaded = Module;
    return Module;
  } catch (cause) {
    throw notLoaded(cause);
  }
}

function notLoaded(cause: unknown): TammesError {
  const reason = firstLine(cause);
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND' && reason.includes(cipherPackage))
    return new TammesError('ciphers-not-installed', {}, { cause });
  const isAbsent = code === 'MODULE_NOT_FOUND' || reason.includes('Could not locate the bindings file');
  return isAbsent
    ? new TammesError('ciphers-not-built', { platform: `${process.platform} ${process.arch}` }, { cause })
    : new TammesError('ciphers-not-loaded', { reason }, { cause });
}

/** Why libraries cannot be encrypted here; null: they can. */
export function whyNoCiphers(): Failure | null {
  try {
    load();
    return null;
  } catch (error) {
    return toFailure(error);
  }
}
