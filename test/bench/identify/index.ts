/** `npm run bench -- identify FOLDER`: how well people are found among all, and strangers told to be nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { evaluateHoldout, evaluateOpenSet } from '../../../src-main/services/identification.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { describeOptions } from '../../../src-shared/contract/index.ts';
import { pretrainedHead } from '../../../src-shared/training/index.ts';
import { headerNow, writeResult } from '../results.ts';
import type { IdentifyResult } from './result.ts';

const enrolled = [1, 3] as const;
const draws = 20;

/** Measures one set of photos; its features are thrown away at the end. */
export async function benchIdentify(folder: string): Promise<void> {
  const head = { id: 0, name: 'pretrained', head: pretrainedHead(await readPretrainedWeights()) };
  const library = await mkdtemp(join(tmpdir(), 'tammes-bench-'));
  const store = openStore(library);
  const pool = createVisionPool();
  let line: ReturnType<typeof progressLine> | undefined;
  const watch = {
    onProgress({ done, total }: { done: number; total: number }) {
      line ??= progressLine('Describing faces', total);
      line.update(done);
    },
  };
  try {
    const wanted = { images: folder, head, options: describeOptions.parse({}), draws, isUnseen: false };
    const rows: IdentifyResult['rows'] = [];
    let last: { people: number; photos: number; failures: unknown[] } | undefined;
    for (const each of enrolled) {
      const holdout = await evaluateHoldout(store, pool, { ...wanted, each }, watch);
      const openSet = await evaluateOpenSet(store, pool, { ...wanted, each, unknown: 0.5 }, {});
      const within = holdout.within.filter(({ rank }) => rank === 1 || rank === 5);
      rows.push({ each, within, detection: openSet.detection, eer: openSet.eer });
      last = holdout;
    }
    line?.end();
    const set = basename(resolve(folder));
    const result: IdentifyResult = {
      header: await headerNow(),
      set,
      people: last!.people,
      photos: last!.photos,
      failures: last!.failures.length,
      draws,
      rows,
    };
    process.stderr.write(`Written: ${await writeResult('identify', set, result)}\n`);
  } finally {
    await pool.close();
    store.close();
    await rm(library, { recursive: true, force: true });
  }
}
