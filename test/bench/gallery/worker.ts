/** Entry of a process that is measured: a library's gallery, or one made in memory. Arguments: faces, a library's folder or none. */
import { createFlatIndex } from '../../../src-main/compute/flat-index.ts';
import { openGalleries } from '../../../src-main/gallery/galleries.ts';
import { transaction } from '../../../src-main/store/database.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { calibrate, fallbacks, Gallery, GalleryScores } from '../../../src-shared/recognition/index.ts';
import { median } from '../statistics.ts';
import { addFace, each, featureOf } from './made-up.ts';
import type { LibraryTimes } from './result.ts';

const [facesText, folder] = process.argv.slice(2) as [string, string | undefined];
const faces = Number(facesText);
const dim = 128;
const nexts = 50;

process.on('message', (ping) => process.send!({ ping }));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const resident = () => process.memoryUsage.rss();
const common = { faces, people: faces / each, data: 4 * faces * (dim + 256) };

/**
 * Watches how long this thread works without a pause. Processor time is counted, as on a busy machine it also waits for its
 * turn.
 * @returns what ends it and gives the longest time, milliseconds.
 */
function watchTasks(): () => number {
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [last, longest] = [used(), 0];
  const timer = setInterval(() => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function ofLibrary(path: string): Promise<Omit<LibraryTimes, 'ping'>> {
  const store = openStore(path);
  const galleries = openGalleries(store.folder);
  const probes = Array.from({ length: nexts }, (_, i) => featureOf(i % common.people, 99));
  const before = resident();
  const stopWatching = watchTasks();
  const ask = (i: number) =>
    galleries.match(1, { features: [probes[i % nexts]!], limit: 5, falseAccept: 0.01 });
  const cpu = process.cpuUsage();
  const first = await timed(() => ask(0));
  const firstProcessor = processorTime(cpu);
  const times = [];
  for (let i = 0; i < nexts; i++) times.push(await timed(() => ask(i)));
  const enrol = await timed(async () => transaction(store.db, () => addFace(store, 5, 100, faces + 1)));
  const afterEnrol = await timed(() => ask(5));
  const memory = resident() - before;
  const heldUp = stopWatching();
  await galleries.close();
  store.close();
  return {
    ...common,
    isRead: true,
    first,
    firstProcessor,
    next: median(times),
    enrol,
    afterEnrol,
    memory,
    heldUp,
  };
}

/** Uniform numbers around 0, faster than a good generator makes them: a hundred million are needed (Marsaglia 2003, xorshift). */
function numbersFrom(seed: number): () => number {
  let x = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x / 2 ** 31;
  };
}

function embedding(person: number, photo: number): Float32Array {
  const [ofPerson, noise] = [numbersFrom(person), numbersFrom(1e7 + person * 1000 + photo)];
  const sum = Float32Array.from({ length: dim }, () => ofPerson() + 0.7 * noise());
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return sum.map((value) => value / length);
}

/** Embeddings without a library, whose features would only lie on the disk: the first match is then without reading them. */
async function inMemory(): Promise<Omit<LibraryTimes, 'ping'>> {
  const probes = Array.from({ length: nexts }, (_, i) => embedding(i, 99));
  const before = resident();
  const gallery = new Gallery(dim, createFlatIndex(dim));
  const scores = new GalleryScores(gallery, () => true);
  for (let i = 0; i < faces; i++) {
    const person = Math.floor(i / each);
    gallery.set(i, person, embedding(person, i % each));
  }
  let calibration = calibrate([], fallbacks.pretrained);
  const ask = async (i: number) => {
    const changes = gallery.refreshDirections();
    if (changes.people.size > 0) {
      await scores.update(changes);
      calibration = calibrate(scores.scores(), fallbacks.pretrained);
    }
    calibration.thresholdAt(0.01);
    await gallery.search([probes[i % nexts]!], 5);
  };
  const cpu = process.cpuUsage();
  const first = await timed(() => ask(0));
  const firstProcessor = processorTime(cpu);
  const times = [];
  for (let i = 0; i < nexts; i++) times.push(await timed(() => ask(i)));
  const enrol = await timed(async () => gallery.set(faces, 5, embedding(5, 100)));
  const afterEnrol = await timed(() => ask(5));
  const memory = resident() - before;
  gallery.close();
  return {
    ...common,
    isRead: false,
    first,
    firstProcessor,
    next: median(times),
    enrol,
    afterEnrol,
    memory,
    heldUp: null,
  };
}

const measured = await (folder === undefined ? inMemory() : ofLibrary(folder));
// A ping that is still on its way finds nobody who could answer.
process.removeAllListeners('message');
process.send!({ measured });
process.disconnect();
