/** `npm run bench -- model FOLDER`: what `tammes export model` writes, in other runtimes, beside our own embeddings and accuracy. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { root } from '../../../src-main/app-files.ts';
import { progressLine } from '../../../src-main/cli/output.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import { readPhoto } from '../../../src-main/photos/photo.ts';
import { evaluatePairs, keyOf } from '../../../src-main/services/evaluation.ts';
import { exportModel } from '../../../src-main/services/export-model.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { readModels } from '../../../src-main/vision/models.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { describeOptions } from '../../../src-shared/contract/index.ts';
import { foldAccuracy } from '../../../src-shared/recognition/folds.ts';
import type { Pair } from '../../../src-shared/recognition/index.ts';
import { embed, pretrainedHead } from '../../../src-shared/training/index.ts';
import { centralFace, createVision } from '../../../src-shared/vision/index.ts';
import { named, pairsOf, photosOf } from '../pairs/list.ts';
import { headerNow, writeResult } from '../results.ts';
import { refuseOthers } from './refuse.ts';
import type { Contestant, Fold, ModelResult } from './result.ts';
import { type PlacedPairs, runInNode, runInPython } from './runtimes.ts';

const head = pretrainedHead(await readPretrainedWeights());

/** @throws if a photo has no face, an embedding is elsewhere, or one fold of one runtime judges otherwise than ours. */
export async function benchModel(folder: string): Promise<void> {
  const header = await headerNow();
  const photos = await photosOf(folder);
  const pairs = pairsOf(photos);
  const faces = await describe(photos.map(({ path }) => path));
  const ours = Float32Array.from(
    embed(
      head,
      faces.map(({ feature }) => feature),
    ).flatMap((row) => [...row]),
  );
  const placeOf = new Map(photos.map((photo, i) => [keyOf(named(photo)), i]));
  const ends = ([0, 1] as const).map((end) => pairs.map(({ photos }) => placeOf.get(keyOf(photos[end]))!));
  const placed: PlacedPairs = {
    ...{ a: ends[0]!, b: ends[1]! },
    ...{ same: pairs.map(({ same }) => same), fold: pairs.map(({ fold }) => fold) },
  };
  const work = await mkdtemp(join(tmpdir(), 'tammes-bench-model-'));
  const store = openStore(join(work, 'library'));
  try {
    const out = join(work, 'model.onnx');
    await exportModel(store, 'pretrained', { out, language: 'en' });
    const chips = faces.map(({ chip }) => chip);
    const contestants: Contestant[] = [
      { name: 'tammes evaluate', largest: null, folds: await evaluated(store, folder, pairs) },
    ];
    for (const runtime of ['onnxruntime-node', 'onnxruntime-web'] as const) {
      const theirs = await runInNode(runtime, out, chips);
      contestants.push({ name: runtime, largest: distance(ours, theirs), folds: judge(theirs, placed) });
      header.versions[runtime] = await versionOf(runtime);
    }
    const { versions, embeddings, folds } = await runInPython(work, out, chips, placed);
    Object.assign(header.versions, versions);
    contestants.push({ name: 'onnxruntime in Python', largest: distance(ours, embeddings), folds });
    for (const one of contestants) process.stderr.write(`${JSON.stringify(one)}\n`);
    refuseOthers(contestants);
    const same = pairs.filter((pair) => pair.same).length;
    const result: ModelResult = {
      ...{ header, set: basename(resolve(folder)), faces: faces.length, contestants },
      people: new Set(photos.map(({ person }) => person)).size,
      pairs: { same, different: pairs.length - same },
    };
    process.stderr.write(`Written: ${await writeResult('model', result.set, result)}\n`);
  } finally {
    store.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** The central face of each photo, as Tammes finds and describes it. @throws if one has none. */
async function describe(paths: readonly string[]) {
  const { tf } = await openBackend('wasm', { threads: 1 });
  const vision = createVision({ tf, models: await readModels() });
  const line = progressLine('Describing faces', paths.length);
  const faces = [];
  for (const [i, path] of paths.entries()) {
    const { pixels } = await readPhoto(path);
    const found = await vision.describe(pixels);
    if (found.length === 0)
      throw new Error(`${path} has no face: choose a folder in which each photo shows one.`);
    faces.push(found[centralFace(found, pixels).index]!);
    line.update(i + 1);
  }
  line.end();
  return faces;
}

/** What the command says of the same pairs: it reads the photos for itself. */
async function evaluated(
  store: Parameters<typeof evaluatePairs>[0],
  images: string,
  pairs: readonly Pair[],
): Promise<Fold[]> {
  const pool = createVisionPool();
  try {
    const list = { pairs, images, head: { name: 'pretrained', head }, options: describeOptions.parse({}) };
    const { accuracy } = await evaluatePairs(store, pool, list, {});
    return counted(accuracy.folds);
  } finally {
    await pool.close();
  }
}

function judge(rows: Float32Array, { a, b, same, fold }: PlacedPairs): Fold[] {
  const dim = head.dim;
  const comparisons = a.map((first, i) => {
    let score = 0;
    for (let k = 0; k < dim; k++) score += rows[first * dim + k]! * rows[b[i]! * dim + k]!;
    return { score, same: same[i]!, fold: fold[i]! };
  });
  return counted(foldAccuracy(comparisons).folds);
}

const counted = (folds: readonly Fold[]) =>
  folds.map(({ fold, right, of }) => ({ fold, right, of })).toSorted((x, y) => x.fold - y.fold);

/** The largest difference of two numbers. @throws if there are not as many. */
function distance(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length === 0 || ours.length !== theirs.length)
    throw new Error(`${theirs.length} numbers came out where ${ours.length} are expected.`);
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i]!)), 0);
}

async function versionOf(name: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return String(JSON.parse(text).version);
}
