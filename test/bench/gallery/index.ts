/** `npm run bench -- gallery`: matching with many enrolled faces, and the search in it beside faiss and numpy. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createFlatIndex } from '../../../src-main/compute/flat-index.ts';
import { ensurePretrained } from '../../../src-main/services/heads.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import { median } from '../statistics.ts';
import { expectKernels } from './kernels.ts';
import { fillLibrary } from './made-up.ts';
import type { GalleryResult, LibraryTimes, SearchTimes } from './result.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = process.env.TAMMES_PYTHON ?? 'python3';

/** Faces up to this many come from a library; more are made in memory. */
const mostRead = 100_000;
const dim = 128;
const limit = 5;
/** Queries of a block: few if a query takes long. */
const queriesOf = (vectors: number) => (vectors > 100_000 ? 10 : 50);
/** Milliseconds between pings. */
const pingEvery = 10;

export interface GalleryOptions {
  most: number;
  rounds: number;
  threads: number;
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

export async function benchGallery({ most, rounds, threads, tag }: GalleryOptions): Promise<void> {
  expectKernels();
  const header = await headerNow();
  const before = loadavg()[0]!;
  const sizes = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= most);
  const libraries: LibraryTimes[] = [];
  for (const size of sizes) libraries.push(await matchWith(size));
  const peer = await openPeer();
  const searches: SearchTimes[] = [];
  for (const size of sizes) searches.push(await race(peer, size, rounds, threads));
  peer.child.kill();
  const load = { before, after: loadavg()[0]! };
  const versions = { ...header.versions, ...peer.versions };
  const result: GalleryResult = { header: { ...header, versions }, load, threads, libraries, searches };
  process.stderr.write(`Written: ${await writeResult('gallery', tag ?? tagOf(header.machine), result)}\n`);
}

async function matchWith(faces: number): Promise<LibraryTimes> {
  if (faces > mostRead) return measure([String(faces)], false);
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-gallery-'));
  try {
    const store = openStore(folder);
    await ensurePretrained(store);
    fillLibrary(store, faces);
    store.close();
    return await measure([String(faces), folder], true);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** In a process of its own, which is pinged meanwhile. */
async function measure(args: readonly string[], pings: boolean): Promise<LibraryTimes> {
  const child = fork(pathOf('worker.ts'), args);
  const sent = new Map<number, number>();
  const answered: number[] = [];
  let started = false;
  let last = 0;
  const timer = setInterval(() => {
    if (!pings || !child.connected) return;
    sent.set(++last, performance.now());
    child.send(last);
  }, pingEvery);
  const measured = await new Promise<Omit<LibraryTimes, 'ping'>>((resolve, reject) => {
    child.on('message', (message: { ping: number } | { measured: Omit<LibraryTimes, 'ping'> }) => {
      if ('measured' in message) resolve(message.measured);
      // The first answer comes as soon as the process is there.
      else if (started) answered.push(performance.now() - sent.get(message.ping)!);
      else started = sent.get(message.ping)! > performance.now() - pingEvery;
    });
    child.on('exit', (code) => reject(new Error(`The gallery's process ended with code ${code}.`)));
  }).finally(() => clearInterval(timer));
  const ping =
    answered.length === 0
      ? null
      : { median: median(answered), longest: answered.reduce((a, b) => Math.max(a, b)) };
  process.stderr.write(`${measured.faces} faces: first ${measured.first.toFixed(0)} ms\n`);
  return { ...measured, ping };
}

interface Peer {
  child: ChildProcess;
  versions: Record<string, string>;
  ask(request: object): Promise<{ times: number[] }>;
}

async function openPeer(): Promise<Peer> {
  const child = spawn(python, [pathOf('../peers/search_faiss.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    throw new Error('faiss does not start: name a Python in TAMMES_PYTHON that has faiss-cpu and numpy.');
  };
  const versions = await nextLine();
  return {
    child,
    versions,
    ask(request) {
      child.stdin!.write(`${JSON.stringify(request)}\n`);
      return nextLine();
    },
  };
}

/** Single queries by turns, so that whatever else the machine does meets all alike. */
async function race(peer: Peer, vectors: number, rounds: number, threads: number): Promise<SearchTimes> {
  const index = createFlatIndex(dim, { threads });
  const queries = queriesOf(vectors);
  const made = Array.from({ length: queries }, (_, i) => randomVector(i));
  for (let i = 0; i < vectors; i++) index.set(i, randomVector(i));
  await peer.ask({ make: { count: vectors, threads } });
  const blocks = { ours: [] as number[][], faiss: [] as number[][], numpy: [] as number[][] };
  for (let round = 0; round <= rounds; round++) {
    const times: number[] = [];
    for (const query of made) {
      const started = performance.now();
      await index.search([query], limit);
      times.push(performance.now() - started);
    }
    const theirs = async (by: string) => (await peer.ask({ search: { by, queries, limit } })).times;
    const [faiss, numpy] = [await theirs('faiss'), await theirs('numpy')];
    // The first round warms up.
    if (round === 0) continue;
    blocks.ours.push(times);
    blocks.faiss.push(faiss);
    blocks.numpy.push(numpy);
  }
  index.close();
  const summary = (of: number[][]) => ({
    median: median(of.flat()),
    best: of.map(median).reduce((a, b) => Math.min(a, b)),
  });
  return { vectors, ours: summary(blocks.ours), faiss: summary(blocks.faiss), numpy: summary(blocks.numpy) };
}

/** Of length one, quickly made: what they are does not matter to the time that a scan takes. */
function randomVector(seed: number): Float32Array {
  let x = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const vector = Float32Array.from({ length: dim }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x / 2 ** 31;
  });
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}
