/** `npm run bench -- long`: what an ingest of many photos takes of memory, in its course. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { orlFolder } from '../../helpers/orl.ts';
import { watchIngest } from '../ingest/watch.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import { makeVariations } from './photos.ts';
import type { LongResult } from './result.ts';

export interface LongOptions {
  photos: number;
  /** Folders with a folder a person, beside the demo's. */
  from: string[];
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

/** Parts of the course that are told of. */
const parts = 20;

export async function benchLong({ photos, from, tag }: LongOptions): Promise<void> {
  const header = await headerNow();
  const root = await mkdtemp(join(tmpdir(), 'tammes-bench-long-'));
  try {
    const folder = join(root, 'photos');
    const making = progressLine('Making photos', photos);
    await makeVariations(folder, [orlFolder, ...from], photos, (made) => making.update(made));
    making.end();
    const reading = progressLine('Reading photos', photos);
    const counts = { done: 0, added: 0, faces: 0 };
    const failures: Record<string, number> = {};
    const { seconds, memory, fault } = await watchIngest(folder, join(root, 'library'), {
      workers: 1,
      every: Math.ceil(photos / parts),
      onFile({ kind, faces, failure }) {
        reading.update(++counts.done);
        if (kind === 'added') counts.added++;
        counts.faces += faces;
        if (failure !== undefined) failures[failure.code] = (failures[failure.code] ?? 0) + 1;
      },
    });
    reading.end();
    if (fault !== null) throw new Error(fault);
    const { added, faces } = counts;
    const result: LongResult = { header, photos, added, faces, failures, seconds, memory };
    process.stderr.write(`Written: ${await writeResult('long', tag ?? tagOf(header.machine), result)}\n`);
  } finally {
    await rm(root, { recursive: true });
  }
}
