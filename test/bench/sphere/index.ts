/** `npm run bench -- sphere`: projection and nearest neighbours, time and memory against the number of centres. */
import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { describeCommit, describeMachine, tagOf } from '../machine.ts';
import { writeResult } from '../results.ts';
import { type Measure, measure, type SphereResult, type Work } from './result.ts';

export interface SphereOptions {
  /** Most vectors whose neighbours are looked for. */
  most: number;
  backend: 'wasm' | 'tensorflow';
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

/** Beyond this the matrix of all products takes more than a gigabyte. */
const mostPlain = 8000;

export async function benchSphere({ most, backend, tag }: SphereOptions): Promise<void> {
  const machine = await describeMachine();
  const pictures = [128, 512].flatMap((dim) =>
    [100, 500, 1000, 2000, 4000].map((count): Work => ({ kind: 'picture', count, dim, backend })),
  );
  const neighbours = [1000, 4000, 8000, 16_000, 32_000, 100_000]
    .filter((count) => count <= most)
    .flatMap((count): Work[] => [
      { kind: 'blocks', count, dim: 512, backend },
      ...(count <= mostPlain ? [{ kind: 'plain', count, dim: 512, backend } as const] : []),
    ]);
  const before = loadavg()[0]!;
  const cases: SphereResult['cases'] = [];
  for (const work of [...pictures, ...neighbours]) {
    const measured = await measuredAlone(work);
    process.stderr.write(`${work.kind} ${work.count} × ${work.dim}: ${measured.ms.toFixed(0)} ms\n`);
    cases.push({ work, measure: measured });
  }
  const result: SphereResult = {
    header: {
      at: new Date().toISOString(),
      commit: await describeCommit(),
      machine,
      versions: { node: process.version },
    },
    load: [before, loadavg()[0]!],
    cases,
  };
  process.stderr.write(`Written: ${await writeResult('sphere', tag ?? tagOf(machine), result)}\n`);
}

/** In a process of its own: memory that another case has left behind would count for this one. */
function measuredAlone(work: Work): Promise<Measure> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(work)], {
      execArgv: ['--expose-gc'],
    });
    child.on('message', (message) => resolve(measure.parse(message)));
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new Error(`The process for ${work.kind} of ${work.count} ended with code ${code}.`)),
    );
  });
}
