/** cleanlab, asked through Python. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Misnamed } from './trial.ts';

const versions = z.record(z.string(), z.string());
const answer = z.array(z.object({ method: z.string(), rows: z.array(z.int()) }));

export interface Cleanlab {
  versions: Record<string, string>;
  /** Rows that it holds to be wrong, the worst first, by each classifier. */
  find(trial: Misnamed): Promise<z.infer<typeof answer>>;
  close(): Promise<void>;
}

/** @throws if TAMMES_PYTHON names no Python that has it. */
export async function openCleanlab(): Promise<Cleanlab> {
  const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-labels-'));
  const script = fileURLToPath(new URL('../peers/labels_cleanlab.py', import.meta.url));
  const child = spawn(process.env.TAMMES_PYTHON ?? 'python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '2' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error('cleanlab does not start: name a Python in TAMMES_PYTHON that has it.');
    return JSON.parse(line.value) as unknown;
  };
  const found = versions.parse(await next());
  return {
    versions: found,
    async find({ embeddings, given }) {
      const file = join(folder, 'vectors.f32');
      const bytes = embeddings.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
      await writeFile(file, Buffer.concat(bytes));
      const numbers = new Map([...new Set(given)].map((name, i) => [name, i]));
      const labels = given.map((name) => numbers.get(name)!);
      child.stdin.write(`${JSON.stringify({ file, dim: embeddings[0]!.length, labels })}\n`);
      return answer.parse(await next());
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}
