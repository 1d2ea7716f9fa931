/** `npm run bench -- pairs FOLDER`: what alignment and mirror image bring. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { progressLine } from '../../../src-main/cli/output.ts';
import { describeCentralFaces } from '../../../src-main/services/central-faces.ts';
import { evaluatePairs } from '../../../src-main/services/evaluation.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { createVisionPool } from '../../../src-main/vision/pool.ts';
import { readPretrainedWeights } from '../../../src-main/vision/pretrained.ts';
import { type DescribeOptions, describeOptions } from '../../../src-shared/contract/index.ts';
import { cosine } from '../../../src-shared/recognition/index.ts';
import { embed, type Head, pretrainedHead } from '../../../src-shared/training/index.ts';
import { headerNow, writeResult } from '../results.ts';
import { type PersonPhoto, pairsOf, photosOf } from './list.ts';
import type { PairsResult, Variant } from './result.ts';

export interface PairsOptions {
  /** Leaves out the other one. */
  alignment?: DescribeOptions['alignment'];
}

/** Measures one set of photos in all ways; its features are thrown away at the end. */
export async function benchPairs(folder: string, { alignment: only }: PairsOptions): Promise<void> {
  const alignments = only === undefined ? (['box', 'chip'] as const) : [only];
  const ways: readonly DescribeOptions[] = alignments.flatMap((alignment) =>
    [false, true].map((mirror) => describeOptions.parse({ alignment, mirror })),
  );
  const photos = await photosOf(folder);
  const pairs = pairsOf(photos);
  const head = pretrainedHead(await readPretrainedWeights());
  const library = await mkdtemp(join(tmpdir(), 'tammes-bench-'));
  const store = openStore(library);
  const pool = createVisionPool();
  const line = progressLine('Describing faces', ways.length * photos.length);
  try {
    const variants: Variant[] = [];
    for (const options of ways) {
      const before = variants.length * photos.length;
      const { byPath } = await describeCentralFaces(
        store,
        pool,
        photos.map(({ path }) => path),
        options,
        { onProgress: ({ done }) => line.update(before + done) },
      );
      const faces = photos.map((photo) => ({ ...photo, face: byPath.get(photo.path)! }));
      const found = faces.flatMap(({ face, person }) =>
        'feature' in face ? [{ person, feature: face.feature }] : [],
      );
      const list = { pairs, images: folder, head: { name: 'pretrained', head }, options };
      const { accuracy, auc, eer, trueAccept } = await evaluatePairs(store, pool, list, {});
      variants.push({
        options,
        verification: { accuracy, auc, eer, trueAccept },
        nearest: { right: countNearest(head, found), of: photos.length },
        found: found.length,
      });
    }
    line.end();
    await write(folder, photos, pairs.length / 2, variants);
  } finally {
    await pool.close();
    store.close();
    await rm(library, { recursive: true, force: true });
  }
}

/** Faces whose nearest other face is of the same person. */
function countNearest(head: Head, faces: readonly { person: string; feature: ArrayLike<number> }[]): number {
  const embeddings = embed(
    head,
    faces.map(({ feature }) => feature),
  );
  return faces.filter(({ person }, i) => {
    const scores = embeddings.map((other, j) => (j === i ? -2 : cosine(embeddings[i]!, other)));
    return faces[scores.indexOf(Math.max(...scores))]!.person === person;
  }).length;
}

async function write(
  folder: string,
  photos: readonly PersonPhoto[],
  eachKind: number,
  variants: Variant[],
): Promise<void> {
  const set = basename(resolve(folder));
  const result: PairsResult = {
    header: await headerNow(),
    set,
    people: new Set(photos.map(({ person }) => person)).size,
    photos: photos.length,
    pairs: { same: eachKind, different: eachKind },
    variants,
  };
  process.stderr.write(`Written: ${await writeResult('pairs', set, result)}\n`);
}
