import { writeFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { optimum as optimumInfo } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { type Configuration, type SolveOptions, solve, spreadOf } from '../../../src-shared/sphere/index.ts';
import { jsonOption, print, progressLine, stopSignal } from '../output.ts';
import { number } from '../settings.ts';

interface Options {
  points: number;
  dim: number;
  seed: number;
  restarts?: number;
  out?: string;
  json?: boolean;
}

const answer = z.object({
  count: z.int(),
  dim: z.int(),
  seed: z.int(),
  source: z.string(),
  stopped: z.boolean(),
  smallestAngle: z.number(),
  kissingPairs: z.int(),
  optimum: optimumInfo.nullable(),
  ratio: z.number().nullable(),
});

export function solveCommand(): Command {
  return new Command('solve')
    .description('place points on the sphere as far apart as possible: the Tammes problem')
    .requiredOption('--points <number>', 'number of points', number)
    .option('--dim <number>', 'dimension of the space around the sphere', number, 3)
    .option('--seed <number>', 'seed of the random starts', number, 1)
    .option('--restarts <number>', 'number of starts (default: grows with the points)', number)
    .option('--out <file>', 'write the points as JSON')
    .addOption(jsonOption(answer))
    .addHelpText('after', '\nIf you stop it (Ctrl+C), it prints the best arrangement so far.')
    .action(async ({ points: count, dim, seed, restarts, out, json }: Options) => {
      const { found, stopped } = await watch({ count, dim, seed, restarts }, stopSignal());
      const { smallestAngle, kissing, optimum, ratio } = spreadOf(found.points);
      const result = { count, dim, seed, source: found.source, stopped, smallestAngle };
      const figures = { ...result, kissingPairs: kissing.count, optimum, ratio };
      if (out !== undefined)
        await save(out, { ...result, points: found.points.map((row) => Array.from(row)) });
      print(json, answer, figures, () =>
        [
          `${count} points in ${dim} dimensions: smallest angle ${smallestAngle.toFixed(7)}°, ${counted(kissing.count, 'pair touches', 'pairs touch')} (${found.source}${stopped ? ', stopped early' : ''})`,
          optimum === null
            ? 'no bound is known'
            : `at best: ${optimum.angle.toFixed(7)}° (${optimum.source}, ${optimum.status}); ratio ${ratio?.toFixed(9)}`,
        ].join('\n'),
      );
    });
}

async function watch(
  options: SolveOptions,
  signal: AbortSignal,
): Promise<{ found: Configuration; stopped: boolean }> {
  const line = progressLine('Searching, percent', 100);
  try {
    const search = solve(options);
    for (;;) {
      const { done, value } = search.next();
      if (done) return { found: value, stopped: false };
      line.update(Math.floor(100 * value.share), `${value.best.angle.toFixed(7)}°`);
      await turn();
      if (signal.aborted) return { found: value.best, stopped: true };
    }
  } finally {
    line.end();
  }
}

async function save(path: string, content: object): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(content)}\n`);
  } catch (cause) {
    throw new TammesError('file-not-written', { path }, { cause });
  }
}
