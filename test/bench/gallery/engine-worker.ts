/**
 * Entry of a process in which an engine of Tammes is measured. Arguments: engine, file of vectors, file of probes that choose how closely it
 * looks, file of those that judge, an empty folder; of a database also its address and the server's process.
 */
import { readFileSync } from 'node:fs';
import { createEngine } from '../../../src-main/gallery/engines/index.ts';
import type { EngineOptions } from '../../../src-main/gallery/engines/options.ts';
import { createPostgresEngine } from '../../../src-main/gallery/engines/postgres.ts';
import { newGallery, parseServer } from '../../../src-main/store/gallery-server.ts';
import { engineName } from '../../../src-shared/contract/index.ts';
import type { GalleryEngine, Neighbour } from '../../../src-shared/recognition/index.ts';
import { processorTimeOf } from '../../helpers/postgres.ts';
import type { EngineFigures } from './engine-result.ts';
import { dim } from './engine-vectors.ts';

const [name, vectorsPath, choosingPath, probesPath, folder, address, server] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string | undefined,
  string | undefined,
];
/** Questions by which a latency is measured. */
const questions = 1000;
const limit = 10;

function* vectorsIn(path: string): Generator<Float32Array> {
  const all = new Float32Array(new Uint8Array(readFileSync(path)).buffer);
  for (let at = 0; at < all.length; at += dim) yield all.subarray(at, at + dim);
}
const [choosing, probes] = [[...vectorsIn(choosingPath)], [...vectorsIn(probesPath)]];

/** The file is read again each time: it shall not count as the engine's memory. */
function fill(engine: GalleryEngine): void {
  let id = 0;
  for (const vector of vectorsIn(vectorsPath)) engine.set(id++, vector);
}

/** Each of so many who ask waits for an answer before asking again. */
async function latencies(engine: GalleryEngine, inFlight: number) {
  const times: number[] = [];
  let asked = 0;
  const client = async () => {
    while (asked < questions) {
      const probe = probes[asked++ % probes.length]!;
      const started = performance.now();
      // As a message does, it waits for those that came before.
      await new Promise((resolve) => setImmediate(resolve));
      await engine.search([probe], limit);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { inFlight, p50: at(0.5), p99: at(0.99) };
}

function shareFound(found: readonly Neighbour[][], exact: readonly Neighbour[][], of: number): number {
  const hits = found.map((some, i) => {
    const reach = exact[i]![of - 1]!.cosine - 1e-6;
    return some.slice(0, of).filter(({ cosine }) => cosine >= reach).length;
  });
  return hits.reduce((sum, count) => sum + count, 0) / (of * found.length);
}

/** Seconds, of all threads, and of the server. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + (server === undefined ? 0 : processorTimeOf(Number(server)));
}

const before = process.memoryUsage().rss;
const options: EngineOptions = {
  dim,
  head: 'bench',
  heads: ['bench'],
  folder,
  isPresent: () => true,
  probes: () => choosing,
};
const { index: engine, failure } =
  address === undefined
    ? createEngine(engineName.parse(name), options)
    : {
        index: createPostgresEngine({ ...options, server: newGallery(parseServer(address)) }),
        failure: null,
      };
if (failure !== null) throw new Error(failure.problem);
const started = [performance.now(), processorTime()] as const;
fill(engine);
while (await engine.work());
const build = (performance.now() - started[0]) / 1000;
const buildProcessor = processorTime() - started[1];
const exact = await engine.searchExactly(probes, limit);
const searched = processorTime();
const found: Neighbour[][] = [];
for (const probe of probes) found.push(...(await engine.search([probe], limit)));
const searchProcessor = (1000 * (processorTime() - searched)) / probes.length;
const times = [];
for (const inFlight of [1, 4, 16]) times.push(await latencies(engine, inFlight));
const { disk, answers, index, failure: lost } = await engine.state();
if (lost !== null) throw new Error(JSON.stringify(lost));
globalThis.gc?.();
const figures: EngineFigures = {
  build,
  buildProcessor,
  searchProcessor,
  at1: shareFound(found, exact, 1),
  at10: shareFound(found, exact, limit),
  expansion: answers === 'by-index' ? index!.recall!.expansion : null,
  latencies: times,
  memory: process.memoryUsage().rss - before,
  disk,
};
engine.close();
process.send!(figures);
process.disconnect();
