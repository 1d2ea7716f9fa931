/** The runtimes that an exported model is run by: ONNX Runtime native, on WebAssembly, and in Python. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { chipSize } from '../../../src-shared/vision/index.ts';
import type { Fold } from './result.ts';

/** Pairs of faces by their places, in folds. */
export interface PlacedPairs {
  a: readonly number[];
  b: readonly number[];
  same: readonly boolean[];
  fold: readonly number[];
}

/** @returns the embeddings of all chips, one row after the other. */
export async function runInNode(
  runtime: 'onnxruntime-node' | 'onnxruntime-web',
  model: string,
  chips: readonly Uint8Array[],
): Promise<Float32Array> {
  const { InferenceSession, Tensor } =
    runtime === 'onnxruntime-node' ? await import('onnxruntime-node') : await import('onnxruntime-web');
  const session = await InferenceSession.create(await readFile(model));
  const rows: Float32Array[] = [];
  for (const chip of chips) {
    const input = new Tensor('float32', planes(chip), [1, 3, chipSize, chipSize]);
    const { embedding } = await session.run({ chip: input });
    rows.push(embedding!.data as Float32Array);
  }
  await session.release();
  return Float32Array.from(rows.flatMap((row) => [...row]));
}

/** All of red, then of green, then of blue. */
function planes(chip: Uint8Array): Float32Array {
  const places = chipSize * chipSize;
  return Float32Array.from(
    { length: 3 * places },
    (_, at) => chip[3 * (at % places) + Math.floor(at / places)]!,
  );
}

const versionsSchema = z.record(z.string(), z.string());
const answerSchema = z.object({
  folds: z.array(z.object({ fold: z.int(), right: z.int(), of: z.int() })),
});

/**
 * @param folder for what goes there and back.
 * @throws if TAMMES_PYTHON names no Python that has onnxruntime and numpy.
 */
export async function runInPython(
  folder: string,
  model: string,
  chips: readonly Uint8Array[],
  pairs: PlacedPairs,
): Promise<{ versions: Record<string, string>; embeddings: Float32Array; folds: Fold[] }> {
  const [chipsFile, embeddingsFile] = [join(folder, 'chips'), join(folder, 'embeddings')];
  await writeFile(chipsFile, Buffer.concat(chips));
  const script = fileURLToPath(new URL('../peers/model_onnxruntime.py', import.meta.url));
  const child = spawn(process.env.TAMMES_PYTHON ?? 'python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done)
      throw new Error(
        'ONNX Runtime does not start: name a Python in TAMMES_PYTHON that has onnxruntime and numpy.',
      );
    return JSON.parse(line.value) as unknown;
  };
  try {
    const versions = versionsSchema.parse(await next());
    child.stdin.end(`${JSON.stringify({ model, chips: chipsFile, pairs, embeddings: embeddingsFile })}\n`);
    const { folds } = answerSchema.parse(await next());
    const bytes = await readFile(embeddingsFile);
    return { versions, folds, embeddings: new Float32Array(Uint8Array.from(bytes).buffer) };
  } finally {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  }
}
