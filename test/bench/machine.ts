/** What was measured, and on what. Nothing here names the machine, its user or its folders. */
import { execFile } from 'node:child_process';
import { arch, availableParallelism, cpus, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

export const machineSchema = z.object({
  system: z.string(),
  cpu: z.string(),
  cores: z.int(),
  memoryGiB: z.int(),
  /** Name and memory; null without one. */
  gpu: z.string().nullable(),
});
export type Machine = z.infer<typeof machineSchema>;

export async function describeMachine(): Promise<Machine> {
  return {
    system: `${type()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() || 'unknown CPU',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    gpu: await gpuName(),
  };
}

/** Names a result's file: the same for every machine of a kind. */
export function tagOf({ cpu, cores, gpu }: Machine): string {
  const words = [cpu, `${cores} cores`, ...(gpu === null ? [] : [gpu])].join(' ');
  return words
    .toLowerCase()
    .replace(/\(r\)|\(tm\)|@.*?ghz/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const gpuName = () => askGpu('name');

/** Version of the GPU's driver; null without one. */
export const gpuDriver = () => askGpu('driver_version');

async function askGpu(what: string): Promise<string | null> {
  try {
    const { stdout } = await run('nvidia-smi', [`--query-gpu=${what}`, '--format=csv,noheader']);
    return stdout.trim().split('\n')[0] || null;
  } catch {
    return null;
  }
}

/**
 * The commit that is measured, with a plus if the code differs from it. TAMMES_COMMIT names it if the code was
 * copied without its history.
 */
export async function describeCommit(): Promise<string | null> {
  if (process.env.TAMMES_COMMIT) return process.env.TAMMES_COMMIT;
  const cwd = import.meta.dirname;
  try {
    const { stdout: commit } = await run('git', ['rev-parse', '--short=12', 'HEAD'], { cwd });
    const { stdout: changes } = await run(
      'git',
      ['status', '--porcelain', '--', ':/src-*', ':/test/bench/*.ts'],
      {
        cwd,
      },
    );
    return `${commit.trim()}${changes.trim() && '+'}`;
  } catch {
    return null;
  }
}

/** A message without the folders that it names. */
export function withoutPaths(message: string): string {
  return message.replace(/(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+){2,}/g, '…');
}
