/** `tammes story`: measures the claims of the story's figures. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { BackendId } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import {
  type Checked,
  decodeDigits,
  decodeFaces,
  type Faces,
  type Figure,
  figures,
  type Materials,
  verdictOf,
} from '../../../src-shared/story/index.ts';
import { digitsFile, facesFile } from '../../app-files.ts';
import { openBackend } from '../../compute/backend.ts';
import { storyFaces } from '../../services/story.ts';
import { openStore } from '../../store/store.ts';
import { backendOption } from '../backend-option.ts';
import { jsonOption, print, progressLine, stopSignal } from '../output.ts';
import { checkedFigure, claimsText } from './text.ts';

interface Options {
  library?: string;
  seeds: number[];
  backend: BackendId | 'auto';
  json?: boolean;
}

const answer = z.union([checkedFigure, z.array(checkedFigure)]);

export function storyCommand(): Command {
  return new Command('story')
    .description("compute the story's figures, and what each claims as a number with its interval")
    .argument('<figure>', `${figures.map(({ number }) => number).join(', ')}, or all`, figuresOf)
    .option('--seeds <list>', 'two seeds or more, separated by commas', seedList, [1, 2, 3, 4, 5])
    .option('--library <dir>', "use a library's faces instead of the bundled ones")
    .addOption(backendOption('wasm'))
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
${figures.map(({ number, title }) => `${number}  ${title.en}`).join('\n')}

Intervals are 95 %, by Student's t over the seeds. The answer says if a claim does not hold, or if the seeds are too few to
decide it. That is a finding and does not change the exit code.`,
    )
    .action(run);
}

async function run(chosen: readonly Figure[], { seeds, library, backend, json }: Options): Promise<void> {
  const { tf, id, device } = await openBackend(backend, { threads: availableParallelism() });
  const materials: Materials = {
    tf,
    digits: async () => decodeDigits(new Uint8Array(await readFile(digitsFile))),
    faces: async () => (library === undefined ? decodeFaces(await readFile(facesFile)) : facesOf(library)),
  };
  const signal = stopSignal();
  const results: Parameters<typeof claimsText>[0][] = [];
  for (const figure of chosen) {
    const { number, title, source } = figure;
    const checked = await watchCheck(figure, materials, seeds, signal);
    results.push({
      figure: number,
      title: title.en,
      source,
      seeds,
      backend: id,
      device,
      ...inEnglish(checked),
    });
  }
  print(json, answer, results.length === 1 ? results[0]! : results, () =>
    results.map(claimsText).join('\n\n'),
  );
}

/** @throws TammesError 'cancelled' if it is stopped. */
async function watchCheck(
  figure: Figure,
  materials: Materials,
  seeds: readonly number[],
  signal: AbortSignal,
): Promise<Checked> {
  const check = figure.check(materials, seeds);
  let line: ReturnType<typeof progressLine> | undefined;
  try {
    for (;;) {
      const { done, value } = await check.next();
      if (done) return value;
      line ??= progressLine(`Figure ${figure.number}`, value.total);
      line.update(Math.floor(value.done));
      await turn();
      if (signal.aborted) throw new TammesError('story-cancelled', {});
    }
  } finally {
    line?.end();
    await check.return({ data: {}, claims: [] });
  }
}

function inEnglish({ data, claims }: Checked) {
  return {
    data: { ...data },
    claims: claims.map((claim) => ({
      ...claim,
      text: claim.text.en,
      quantity: claim.quantity.en,
      verdict: verdictOf(claim),
    })),
  };
}

async function facesOf(library: string): Promise<Faces> {
  const store = openStore(library);
  try {
    return await storyFaces(store);
  } finally {
    store.close();
  }
}

function figuresOf(text: string): readonly Figure[] {
  if (text === 'all') return figures;
  const figure = figures.find(({ number }) => String(number) === text);
  if (figure !== undefined) return [figure];
  throw new InvalidArgumentError(`Write a number from 1 to ${figures.length}, or all.`);
}

function seedList(text: string): number[] {
  const list = text.split(',').map(Number);
  const isFit =
    list.every((seed) => Number.isInteger(seed) && seed >= 0) && new Set(list).size === list.length;
  if (isFit && list.length >= 2) return list;
  throw new InvalidArgumentError('Write two different whole numbers or more, separated by commas.');
}
