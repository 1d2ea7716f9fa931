/** `npm run bench -- story`: the claims of the story's figures on seeds on which nothing was chosen. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { digitsFile, facesFile } from '../../../src-main/app-files.ts';
import { openBackend } from '../../../src-main/compute/backend.ts';
import {
  decodeDigits,
  decodeFaces,
  type Figure,
  figures,
  type Materials,
} from '../../../src-shared/story/index.ts';
import { describeCommit, describeMachine } from '../machine.ts';
import { readResults, writeResult } from '../results.ts';
import { type StoryFigure, storyResult } from './result.ts';

export interface StoryOptions {
  only?: number;
  first: number;
  seeds: number;
}

/** Checks each figure and puts it in the place of what the result held of it. */
export async function benchStory({ only, first, seeds: count }: StoryOptions): Promise<void> {
  const { tf, id } = await openBackend('wasm', { threads: availableParallelism() });
  const materials: Materials = {
    tf,
    digits: async () => decodeDigits(new Uint8Array(await readFile(digitsFile))),
    faces: async () => decodeFaces(await readFile(facesFile)),
  };
  const header = {
    at: new Date().toISOString(),
    commit: await describeCommit(),
    machine: await describeMachine(),
    versions: { node: process.version },
  };
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  for (const figure of figures.filter(({ number }) => only === undefined || number === only)) {
    const checked = await checkedFigure(figure, materials, seeds, id);
    process.stderr.write(`Figure ${figure.number} in ${checked.seconds.toFixed(0)} s\n`);
    const before = (await readResults('story', storyResult))[0]?.figures ?? [];
    const all = [...before.filter((known) => known.figure !== figure.number), checked];
    await writeResult('story', 'claims', { header, figures: all.sort((a, b) => a.figure - b.figure) });
  }
}

async function checkedFigure(
  { number, title, check }: Figure,
  materials: Materials,
  seeds: readonly number[],
  backend: string,
): Promise<StoryFigure> {
  const started = performance.now();
  const run = check(materials, seeds);
  for (;;) {
    const { done, value } = await run.next();
    if (!done) continue;
    const claims = value.claims.map(({ text, quantity, values: _, ...claim }) => ({
      ...claim,
      text: text.en,
      quantity: quantity.en,
      seeds: [...claim.seeds],
    }));
    const seconds = (performance.now() - started) / 1000;
    return { figure: number, title: title.en, seeds: [...seeds], backend, seconds, claims };
  }
}
