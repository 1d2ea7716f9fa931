/** The bundled photos as labelled features. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { ingest } from '../../../src-main/services/library.ts';
import { trainingSet } from '../../../src-main/services/run-faces.ts';
import { labelledFaces } from '../../../src-main/store/labelled-faces.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { librarySummary } from '../../../src-main/store/summary.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import type { TrainData } from '../../../src-shared/training/index.ts';
import { orlFolder } from '../../helpers/orl.ts';

export interface DemoLibrary {
  data: TrainData;
  /** Photos on which no face was found: they are neither trained on nor held out. */
  withoutFace: number;
}

/** Reads the photos into a library of their own, which is then deleted. */
export async function readDemoLibrary(): Promise<DemoLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-'));
  const store = openStore(folder);
  const pool = createVisionPool();
  try {
    let line: ReturnType<typeof progressLine> | undefined;
    await ingest(store, pool, orlFolder, {
      onProgress({ done, total }) {
        line ??= progressLine('Reading photos', total);
        line.update(done);
      },
    });
    line?.end();
    return {
      data: { ...trainingSet(labelledFaces(store.db)), pretrained: await readPretrainedWeights() },
      withoutFace: librarySummary(store.db, folder).failures,
    };
  } finally {
    await pool.close();
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
