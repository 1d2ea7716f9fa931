/** `tammes evaluate`: its options, and the protocol that they ask for. */

import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Command, Option } from 'commander';
import {
  type DescribeOptions,
  describeOptions,
  librarySettings,
} from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { parsePairs } from '../../../src-shared/recognition/index.ts';
import { libraryPool } from '../../services/backbone-files.ts';
import { evaluatePairs } from '../../services/evaluation.ts';
import { ensurePretrained, findHead } from '../../services/heads.ts';
import { evaluateHoldout, evaluateOpenSet, type Identification } from '../../services/identification.ts';
import { loadHead } from '../../services/matching.ts';
import { evaluateFolders, type FoldersToEvaluate } from '../../services/open-set-folders.ts';
import { compareBackbones } from '../../services/prove-backbone.ts';
import { unpackVerificationSet, type VerificationSet } from '../../services/verification-set.ts';
import { openStore } from '../../store/store.ts';
import { detectorOption } from '../detector-option.ts';
import { evaluationText } from '../evaluations.ts';
import { headOption } from '../head-option.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from '../output.ts';
import { number } from '../settings.ts';
import { answer } from './answers.ts';
import { runByGroup } from './by-group.ts';
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
  by?: string;
  keep?: string;
  unseen: boolean;
  backbones?: boolean;
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
      'pairs: a list of pairs, such as pairs.txt of Labeled Faces in the Wild or a CSV file, with --images; or a set of pairs in the format of insightface, such as lfw.bin',
    )
    .option(
      '--images <dir>',
      'folder of photos with a sub-folder for each person (pairs: Name/Name_0001.jpg); without it, holdout and open-set use the library',
    )
    .option('--enrolled <number>', 'holdout, open-set: number of enrolled photos of each person', number, 1)
    .option('--draws <number>', 'holdout, open-set: number of random draws', number, 10)
    .option('--unknown <share>', 'open-set: share of people who are never enrolled', number, 0.5)
    .addOption(
      new Option('--align <way>', 'chip: aligned by the landmarks, as in training; box: upright crop')
        .choices(describeOptions.shape.alignment.unwrap().options)
        .default('chip'),
    )
    .addOption(detectorOption().default('ssd'))
    .option('--no-mirror', 'describe faces of a folder without their mirror images, to compare')
    .option(
      '--gallery <dir>',
      'open-set: folder of people to enrol, with a sub-folder for each; needs --probes and --strangers',
    )
    .option('--probes <dir>', 'open-set: folder of other photos of these people')
    .option('--strangers <dir>', 'open-set: folder of people who are not in the gallery')
    .option(
      '--by <column>',
      'pairs of the library, group by group: quality, pose, age, a tag or a column that was brought in',
    )
    .option(
      '--unseen',
      'holdout, open-set and --by on the library: only people whom no head was trained on',
      false,
    )
    .option('--keep <name>', 'with --by: keep the evaluation under this name')
    .option(
      '--backbones',
      'open-set or pairs on the library: compare the backbones of the library on the same faces',
    )
    .addOption(headOption().argParser((name: string, names: string[] = []) => [...names, name]))
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
pairs: the protocol of Labeled Faces in the Wild. Each fold uses the threshold that is best on the other folds. A pair
counts as rejected if one of its photos shows no face.
pairs --by COLUMN: pairs of the library's own faces, group by group at one threshold: quality, pose, age (from the year of birth and the
photo's date), a tag, or a column that tammes import columns brought in. --head may be repeated.
holdout: some photos of each person are enrolled, and the others are probes. The result is how often the right person comes first.
open-set: some people, the strangers, are never enrolled. The result is the share of the other people's probes that get the right name
(DIR, detection and identification rate) while a share of the strangers' photos gets a name (FAR).
To choose yourself who is enrolled and who is a stranger, give folders with --gallery, --probes and --strangers; --head may then be
repeated, and the other heads are compared with the first.

If a photo shows several faces, the one closest to its centre counts. Features are stored in the library, so that a second
evaluation takes seconds. Near-duplicates of enrolled photos, and faces that the head was trained on, are never probes.`,
    )
    .action(runEvaluate);
}

async function runEvaluate(options: Options): Promise<void> {
  const { pairs: list, images: folder, gallery } = options;
  if (options.unseen && (list ?? folder ?? gallery) !== undefined)
    throw new TammesError('unseen-of-library-only', {});
  if (options.by !== undefined) return runByGroup(options);
  if (options.backbones) return runBackbones(options);
  const folders = foldersOf(options);
  checkNumbers(options);
  const pairs = options.protocol === 'pairs' ? await readPairs(options) : null;
  try {
    await measure(options, { pairs, folders });
  } finally {
    await pairs?.remove();
  }
}

interface Photos {
  pairs: VerificationSet | null;
  folders: FoldersToEvaluate['folders'] | null;
}

async function measure(options: Options, { pairs, folders }: Photos): Promise<void> {
  const { protocol, images, library, json } = options;
  const store = openStore(library);
  const pool = libraryPool(store);
  let line: ProgressLine | undefined;
  const watch = {
    signal: stopSignal(),
    onProgress({ done, total, cached }: { done: number; total: number; cached: number }) {
      // Faces described before take no time and say nothing of the time that is left.
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
      print(json, answer, result, () => foldersText(result));
      return;
    }
    const [head] = heads as [(typeof heads)[number]];
    if (heads.length > 1) throw new TammesError('one-head-only', {});
    if (pairs !== null) {
      const result = await evaluatePairs(store, pool, { ...pairs, head, options: described }, watch);
      print(json, answer, result, () => pairsText(result));
      return;
    }
    const { enrolled: each, draws, unknown, unseen: isUnseen } = options;
    const wanted: Identification = {
      images: images ?? null,
      head,
      options: described,
      each,
      draws,
      isUnseen,
    };
    if (protocol === 'holdout') {
      const result = await evaluateHoldout(store, pool, wanted, watch);
      print(json, answer, result, () => holdoutText(result));
    } else {
      const result = await evaluateOpenSet(store, pool, { ...wanted, unknown }, watch);
      print(json, answer, result, () => openSetText(result));
    }
  } finally {
    line?.end();
    await pool.close();
    store.close();
  }
}

/** Compares the backbones of the library. */
async function runBackbones({
  protocol,
  library,
  enrolled: each,
  draws,
  unknown,
  unseen,
  json,
}: Options): Promise<void> {
  const settings = librarySettings.safeParse({ protocol, each, draws, unknown, unseen });
  if (!settings.success) throw new TammesError('evaluation-options-out-of-range', {});
  const store = openStore(library);
  await ensurePretrained(store);
  const line = progressLine('Comparing backbones', 100);
  try {
    const result = await compareBackbones(store, settings.data, {
      signal: stopSignal(),
      onProgress: (share) => line.update(Math.floor(100 * share)),
    });
    line.end();
    print(json, answer, result, () =>
      evaluationText({ name: 'Backbones', at: new Date().toISOString(), result }),
    );
  } finally {
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

async function readPairs({ pairs, images }: Options): Promise<VerificationSet> {
  if (pairs !== undefined && images === undefined && extname(pairs).toLowerCase() === '.bin')
    return unpackVerificationSet(pairs);
  if (pairs === undefined || images === undefined) {
    throw new TammesError('pairs-unnamed', {});
  }
  const text = await readFile(pairs, 'utf8').catch((cause: unknown) => {
    throw new TammesError('input-not-readable', { path: pairs }, { cause });
  });
  return { pairs: parsePairs(text, basename(pairs)), images, remove: async () => {} };
}

function checkNumbers({ enrolled, draws, unknown }: Options): void {
  const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (isCount(enrolled, 1000) && isCount(draws, 1000) && unknown > 0 && unknown < 1) return;
  throw new TammesError('evaluation-options-out-of-range', {});
}
