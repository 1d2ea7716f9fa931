/** Time and memory of a review of many faces. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReviews } from '../../../src-main/review/reviews.ts';
import { ensurePretrained } from '../../../src-main/services/heads.ts';
import { transaction } from '../../../src-main/store/database.ts';
import { labelFace, personNamed } from '../../../src-main/store/people.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { addPhotos, each, fillLibrary } from './made-up.ts';
import type { ReviewResult } from './result.ts';

/** @param faces in the library, one in ten with a name. */
export async function reviewLarge(faces: number): Promise<ReviewResult['libraries'][number]> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-review-'));
  const store = openStore(folder);
  try {
    await ensurePretrained(store);
    fillLibrary(store, faces);
    const before = process.memoryUsage.rss();
    const reviews = openReviews(folder);
    const cpu = process.cpuUsage();
    const stop = watchTasks();
    const counts = () => reviews.ask('review.counts', undefined, null);
    const [first, { groups }] = await timed(counts);
    const { user, system } = process.cpuUsage(cpu);
    const heldUp = stop();
    const page = await reviews.ask('review.groups', { offset: 0, limit: 1, faces: 100 }, null);
    transaction(store.db, () => {
      for (const faceId of page.groups[0]!.faceIds)
        labelFace(store.db, faceId, personNamed(store.db, 'Ada'), 'hand');
    });
    const [named10] = await timed(counts);
    transaction(store.db, () => {
      for (let i = 0; i < each; i++) addPhotos(store, 1 + 10 * i, [99], null);
    });
    const [came10] = await timed(counts);
    const [idle] = await timed(counts);
    const memory = process.memoryUsage.rss() - before;
    await reviews.close();
    const firstProcessor = (user + system) / 1000;
    process.stderr.write(
      `${faces} faces: ${first.toFixed(0)} ms, ${firstProcessor.toFixed(0)} ms of a core\n`,
    );
    return {
      faces,
      named: faces / 10,
      groups: groups!,
      first,
      firstProcessor,
      heldUp,
      named10,
      came10,
      counts: idle,
      memory,
    };
  } finally {
    store.close();
    await rm(folder, { recursive: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

/**
 * Watches how long this thread works without a pause, in processor time: on a busy machine it also waits for its turn.
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
