/** `npm run bench -- backbone FOLDER`: another backbone end to end, and its speed beside ONNX Runtime alone. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openGalleries } from '../../../src-main/gallery/galleries.ts';
import { libraryPool } from '../../../src-main/services/backbone-files.ts';
import {
  type BackboneWork,
  backbonesOf,
  removeBackbone,
  takeBackbone,
  useBackbone,
} from '../../../src-main/services/backbones.ts';
import { describeKnown } from '../../../src-main/services/describe-known.ts';
import { headsOf } from '../../../src-main/services/heads.ts';
import { inspectBackbone } from '../../../src-main/services/inspect-backbone.ts';
import { ingest } from '../../../src-main/services/library.ts';
import { matchFeatures } from '../../../src-main/services/matching.ts';
import { startRun } from '../../../src-main/services/run-training.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { trainSpec } from '../../../src-shared/contract/index.ts';
import { headerNow, writeResult } from '../results.ts';
import { writeNetwork } from './network.ts';
import type { BackboneResult } from './result.ts';
import { splitPhotos } from './split.ts';

const run = promisify(execFile);
const rounds = 5;
const never = new AbortController().signal;
const quiet: BackboneWork = { signal: never, onProgress() {}, onProving() {} };

/** @param kept photos of each person that the library does not read, and is asked about. */
export async function benchBackbone(folder: string, { kept }: { kept: number }): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'tammes-bench-'));
  const { known, asked } = await splitPhotos(folder, join(temporary, 'photos'), kept);
  const store = openStore(join(temporary, 'library'));
  const path = join(temporary, 'brought.onnx');
  await writeNetwork(path);
  try {
    const read = await timed(async () => {
      const pool = libraryPool(store);
      await ingest(store, pool, known, {}).finally(() => pool.close());
    });
    const network = await inspectBackbone(path, {}, createVisionPool);
    let id = 0;
    const add = await timed(async () => {
      id = await takeBackbone(store, network, createVisionPool, quiet);
    });
    const use = await timed(() => useBackbone(store, id, createVisionPool, quiet));
    const { proof, total: faces } = backbonesOf(store).find((one) => one.id === id)!;
    const recognised = await recognise(store, asked);
    const spec = trainSpec.parse({ loss: 'arcface', epochs: 10 });
    const train = await timed(() => startRun(store, spec, { signal: never, onEvent() {} }));
    const back = await timed(() => useBackbone(store, 0, createVisionPool, quiet));
    const measured = await measure(store, id, path, faces);
    const remove = await timed(() => removeBackbone(store, id));
    const [first, last] = proof!.backbones;
    const result: BackboneResult = {
      header: await headerNow(),
      set: basename(resolve(folder)),
      people: proof!.people,
      faces,
      rounds: measured,
      steps: { read, add, use, train, back, remove },
      eer: [first!.eer.value, last!.eer.value],
      recognised,
    };
    process.stderr.write(`Written: ${await writeResult('backbone', result.set, result)}\n`);
  } finally {
    store.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Describes all faces as a change of the backbone does, on one core, and has ONNX Runtime describe as many pictures in between. */
async function measure(
  store: Store,
  id: number,
  path: string,
  faces: number,
): Promise<BackboneResult['rounds']> {
  const { hash, descriptor } = backbonesOf(store).find((one) => one.id === id)!;
  const backbone = { path, hash, descriptor: descriptor!, featureVersion: 1000 + id };
  const pool = createVisionPool({ workers: 1, backbone });
  const pictures = descriptor!.mirror ? 2 * faces : faces;
  const alone = fileURLToPath(new URL('./alone.ts', import.meta.url));
  const found: BackboneResult['rounds'] = [];
  try {
    // The process and the network start once.
    await pool.describeKnown({ faces: [], photo: null });
    for (let round = 0; round <= rounds; round++) {
      store.db.prepare('DELETE FROM kept_features WHERE backbone_id = ?').run(id);
      const ours = await timed(() =>
        describeKnown(store, pool, id, { onlyNamed: false, signal: never, onProgress() {} }),
      );
      const { stdout } = await run(process.execPath, [alone, path, String(pictures)]);
      // The first round warms up.
      if (round > 0) found.push({ ours, alone: Number(stdout) });
    }
    return found;
  } finally {
    await pool.close();
  }
}

/** Asks who is on photos that the library has not read. */
async function recognise(
  store: Store,
  asked: readonly { person: string; path: string }[],
): Promise<BackboneResult['recognised']> {
  const pool = libraryPool(store);
  const galleries = openGalleries(store.folder);
  const { id: headId } = headsOf(store).find(({ active }) => active)!;
  let right = 0;
  try {
    for (const { person, path } of asked) {
      const { faces } = await pool.describe(path);
      const features = faces.map(({ feature }) => feature);
      const { matches } = await matchFeatures(store, galleries, headId, features, 1);
      if (matches.some(({ known, candidates }) => known && candidates[0]?.name === person)) right++;
    }
    return { right, of: asked.length };
  } finally {
    await galleries.close();
    await pool.close();
  }
}

/** In seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
