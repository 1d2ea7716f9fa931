/** scikit-learn and NumPy, asked through Python. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const numbers = z.array(z.number());
const answer = z.object({
  pairs: z.object({
    /** Shares of false and of true accepts, from the strictest threshold; thresholds without the first, which is infinite. */
    roc: z.tuple([numbers, numbers, numbers]),
    auc: z.number(),
    eer: z.number(),
    trueAccept: numbers,
  }),
  search: z.object({
    known: numbers,
    strangers: numbers,
    top1: z.number(),
    detection: numbers,
    eer: z.number(),
  }),
});
export type PeerAnswer = z.infer<typeof answer>;

export interface Question {
  pairs: { scores: readonly number[]; same: readonly boolean[] };
  rates: readonly number[];
  embeddings: readonly Float32Array[];
  /** A number a face; places of faces. */
  search: {
    people: readonly number[];
    enrolled: readonly number[];
    probes: readonly number[];
    strangers: readonly number[];
  };
}

export interface Peer {
  versions: Record<string, string>;
  answer: PeerAnswer;
}

/** @throws if TAMMES_PYTHON names no Python that has both. */
export async function askPeer({ pairs, rates, embeddings, search }: Question): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-curves-'));
  const script = fileURLToPath(new URL('../peers/curves_sklearn.py', import.meta.url));
  const child = spawn(process.env.TAMMES_PYTHON ?? 'python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done)
      throw new Error('scikit-learn does not start: name a Python in TAMMES_PYTHON that has it.');
    return JSON.parse(line.value) as unknown;
  };
  try {
    const versions = z.record(z.string(), z.string()).parse(await next());
    const file = join(folder, 'vectors.f32');
    const bytes = embeddings.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
    await writeFile(file, Buffer.concat(bytes));
    const request = { pairs, rates, search: { file, dim: embeddings[0]!.length, ...search } };
    child.stdin.end(`${JSON.stringify(request)}\n`);
    return { versions, answer: answer.parse(await next()) };
  } finally {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true });
  }
}
