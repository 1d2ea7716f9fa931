/** `tammes evaluate`: its options, and the protocol that they ask for. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { type DescribeOptions, describeOptions } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { parsePairs } from '../../../src-shared/recognition/index.ts';
import { evaluatePairs } from '../../services/evaluation.ts';
import { findHead } from '../../services/heads.ts';
import { evaluateHoldout, evaluateOpenSet, type Identification } from '../../services/identification.ts';
import { loadHead } from '../../services/matching.ts';
import { evaluateFolders, type FoldersToEvaluate } from '../../services/open-set-folders.ts';
import { openStore } from '../../store/store.ts';
import { createVisionPool } from '../../vision/pool.ts';
import { detectorOption } from '../detector-option.ts';
import { headOption } from '../head-option.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from '../output.ts';
import { number } from '../settings.ts';
import { foldersText } from './folders-text.ts';
import { holdoutText, openSetText } from './identification-text.ts';
import { pairsText } from './text.ts';

const protocols = ['pairs', 'holdout', 'open-set'] as const;

interface Options {
  protocol: (typeof protocols)[number];
  pairs?: string;
  images?: string;
  enrolled: number;
  draws: number;
  unknown: number;
  align: DescribeOptions['alignment'];
  mirror: boolean;
  detector: DescribeOptions['detector'];
  gallery?: string;
  probes?: string;
  strangers?: string;
  head?: string[];
  library: string;
  json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('measure how well a head recognises faces')
    .addOption(
      new Option('--protocol <name>', 'the protocol of the measurement')
        .choices(protocols)
        .makeOptionMandatory(),
    )
    .option(
      '--pairs <file>',
      'pairs: a list of pairs, such as pairs.txt of Labeled Faces in the Wild, also as CSV',
    )
    .option(
      '--images <dir>',
      'folder of the photos, a sub-folder a person (pairs: Name/Name_0001.jpg); default: the library',
    )
    .option('--enrolled <number>', 'holdout, open-set: number of enrolled photos a person', number, 1)
    .option('--draws <number>', 'holdout, open-set: number of random draws', number, 10)
    .option('--unknown <share>', 'open-set: share of people who are never enrolled', number, 0.5)
    .addOption(
      new Option('--align <way>', 'chip: aligned by eyes and mouth, as in training; box: upright crop')
        .choices(describeOptions.shape.alignment.unwrap().options)
        .default('chip'),
    )
    .addOption(detectorOption().default('ssd'))
    .option('--no-mirror', 'describe faces of a folder without their mirror images, to compare')
    .option(
      '--gallery <dir>',
      'open-set: folder of people to enrol, with --probes and --strangers; a sub-folder a person',
    )
    .option('--probes <dir>', 'open-set: folder of other photos of these people')
    .option('--strangers <dir>', 'open-set: folder of people who are not in the gallery')
    .addOption(headOption().argParser((name: string, names: string[] = []) => [...names, name]))
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
pairs: the protocol of Labeled Faces in the Wild. Each fold uses the threshold that is best on the others. Pairs with
a photo without a face count as rejected.
holdout: some photos of each person are enrolled, the others are probes; how often the right person comes first.
open-set: some people are never enrolled; detection and identification rate (DIR) at false-alarm rates (FAR). With --gallery,
--probes and --strangers on folders, where --head may be repeated: the others are compared with the first.

If a photo shows several faces, the one closest to its centre counts. Features are stored in the library, so that a second
evaluation takes seconds. Near-duplicates of enrolled photos, and faces that the head was trained on, are never probes.`,
    )
    .action(runEvaluate);
}

async function runEvaluate(options: Options): Promise<void> {
  const { protocol, images, library, json } = options;
  const pairs = protocol === 'pairs' ? await readPairs(options) : null;
  const folders = foldersOf(options);
  checkNumbers(options);
  const store = openStore(library);
  const pool = createVisionPool();
  let line: ProgressLine | undefined;
  const watch = {
    signal: stopSignal(),
    onProgress({ done, total, cached }: { done: number; total: number; cached: number }) {
      // What is known takes no time and says nothing of what is left.
      if (done === cached) return;
      line ??= progressLine('Describing faces', total, done - 1);
      line.update(done);
    },
  };
  try {
    const heads = [];
    for (const wanted of options.head ?? [undefined]) {
      const { id, name } = await findHead(store, wanted);
      heads.push({ id, name, head: loadHead(store, id) });
    }
    const described = describeOptions.parse({
      alignment: options.align,
      mirror: options.mirror,
      detector: options.detector,
    });
    if (folders !== null) {
      const result = await evaluateFolders(store, pool, { folders, heads, options: described }, watch);
      print(json, result, () => foldersText(result));
      return;
    }
    const [head] = heads as [(typeof heads)[number]];
    if (heads.length > 1) throw new TammesError('one-head-only', {});
    if (pairs !== null) {
      const result = await evaluatePairs(store, pool, { ...pairs, head, options: described }, watch);
      print(json, result, () => pairsText(result));
      return;
    }
    const { enrolled: each, draws, unknown } = options;
    const wanted: Identification = { images: images ?? null, head, options: described, each, draws };
    if (protocol === 'holdout') {
      const result = await evaluateHoldout(store, pool, wanted, watch);
      print(json, result, () => holdoutText(result));
    } else {
      const result = await evaluateOpenSet(store, pool, { ...wanted, unknown }, watch);
      print(json, result, () => openSetText(result));
    }
  } finally {
    line?.end();
    await pool.close();
    store.close();
  }
}

/** The three folders of open-set identification; null if none is named. */
function foldersOf({ protocol, gallery, probes, strangers }: Options): FoldersToEvaluate['folders'] | null {
  if (gallery === undefined && probes === undefined && strangers === undefined) return null;
  if (protocol !== 'open-set' || gallery === undefined || probes === undefined || strangers === undefined) {
    throw new TammesError('open-set-folders-unnamed', {});
  }
  return { gallery, probes, strangers };
}

async function readPairs({ pairs, images }: Options) {
  if (pairs === undefined || images === undefined) {
    throw new TammesError('pairs-unnamed', {});
  }
  const text = await readFile(pairs, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path: pairs }, { cause });
  });
  return { pairs: parsePairs(text, basename(pairs)), images };
}

function checkNumbers({ enrolled, draws, unknown }: Options): void {
  const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (isCount(enrolled, 1000) && isCount(draws, 1000) && unknown > 0 && unknown < 1) return;
  throw new TammesError('evaluation-options-out-of-range', {});
}
