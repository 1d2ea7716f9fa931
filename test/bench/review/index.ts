/** `npm run bench -- review FOLDER`: quality of groups, and the time for many faces. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { pretrainedHead } from '../../../src-shared/training/index.ts';
import { tagOf } from '../machine.ts';
import { readSet } from '../recipes/sets.ts';
import { headerNow, writeResult } from '../results.ts';
import { reviewLarge } from './large.ts';
import { compareMethods } from './quality.ts';
import type { ReviewResult } from './result.ts';

const sets = ['caltech-faces', 'lfw-dev', 'orl', 'photos'];

export interface ReviewOptions {
  most: number;
  /** Keeps the features of the photos between calls. */
  features?: string;
  tag?: string;
}

export async function benchReview(folder: string, { most, features, tag }: ReviewOptions): Promise<void> {
  const header = await headerNow();
  const before = loadavg()[0]!;
  const head = pretrainedHead(await readPretrainedWeights());
  const result: Omit<ReviewResult, 'load'> = { header, sets: [], libraries: [] };
  for (const name of sets) {
    const set = await readSet(join(folder, name), features);
    // The singles of caltech-faces are nobody else's and not one another's.
    const people = set.people.map((person, i) => (person === 'singles' ? `single ${i}` : person));
    result.sets.push(await compareMethods(head, { ...set, people }));
  }
  for (const size of [1000, 10_000, 100_000].filter((faces) => faces <= most))
    result.libraries.push(await reviewLarge(size));
  const written = await writeResult('review', tag ?? tagOf(header.machine), {
    ...result,
    load: { before, after: loadavg()[0]! },
  });
  process.stderr.write(`Written: ${written}\n`);
}
