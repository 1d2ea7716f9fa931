/** `npm run bench -- scan`: what it takes to list, compare and store a large folder, without what finding faces takes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { progressLine } from '../../../src-main/cli/output.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import type { Phase, ScanResult } from './result.ts';

const entry = fileURLToPath(new URL('worker.ts', import.meta.url));

export interface ScanBenchOptions {
  files: number;
  /** Name of the result; absent: by the machine. */
  tag?: string;
}

const filesEach = 100;

export async function benchScan({ files, tag }: ScanBenchOptions): Promise<void> {
  const header = await headerNow();
  const before = loadavg()[0]!;
  const root = await mkdtemp(join(tmpdir(), 'tammes-bench-scan-'));
  const [folder, library] = [join(root, 'photos'), join(root, 'library')];
  try {
    await makeFiles(folder, files);
    const phases = [await scan('all new', folder, library), await scan('unchanged', folder, library)];
    await rename(folder, join(root, 'moved'));
    phases.push(await scan('the folder renamed', join(root, 'moved'), library));
    const people = Math.ceil(files / filesEach);
    const load = { before, after: loadavg()[0]! };
    const result: ScanResult = { header, load, files, people, phases };
    process.stderr.write(`Written: ${await writeResult('scan', tag ?? tagOf(header.machine), result)}\n`);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Files that differ, of up to 4,000 bytes, which begin as a JPEG does. */
async function makeFiles(folder: string, files: number): Promise<void> {
  const line = progressLine('Making files', files);
  for (let i = 0; i < files; i++) {
    const person = join(folder, `person ${Math.floor(i / filesEach)}`);
    if (i % filesEach === 0) await mkdir(person, { recursive: true });
    const bytes = Buffer.alloc(16 + randomFrom(i).integer(4000));
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    bytes.writeUInt32BE(i, 4);
    await writeFile(join(person, `${i}.jpg`), bytes);
    line.update(i + 1);
  }
  line.end();
}

/** One scan in a process of its own. */
async function scan(name: string, folder: string, library: string): Promise<Phase> {
  const child = fork(entry, [folder, library]);
  const [measured] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The scan ended with code ${code}.`))),
  ])) as [Omit<Phase, 'name'>];
  process.stderr.write(`${name}: ${measured.seconds.toFixed(1)} s\n`);
  return { name, ...measured };
}
