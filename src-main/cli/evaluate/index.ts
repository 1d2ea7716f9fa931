/** `tammes evaluate`: its options, and the protocol that they ask for. */
import { Command, Option } from 'commander';
import { describeOptions } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import type { Head } from '../../../src-shared/training/index.ts';
import { libraryPool } from '../../services/backbone-files.ts';
import { evaluateFolders, type FoldersToEvaluate } from '../../services/evaluate-folders.ts';
import { evaluateList } from '../../services/evaluate-list.ts';
import { evaluateTemplates, type TemplatesToEvaluate } from '../../services/evaluate-templates.ts';
import { ensurePretrained, findHead } from '../../services/heads.ts';
import { evaluateHoldout, evaluateOpenSet, type Identification } from '../../services/identification.ts';
import { refuseForeign } from '../../services/judge-heads.ts';
import type { ListedPairs } from '../../services/listed-pairs.ts';
import { loadHead } from '../../services/matching.ts';
import { compareBackbones } from '../../services/prove-backbone.ts';
import { openStore } from '../../store/store.ts';
import { createVisionPool } from '../../vision/pool.ts';
import { detectorOption } from '../detector-option.ts';
import { evaluationText } from '../evaluations.ts';
import { headOption } from '../head-option.ts';
import { jsonOption, libraryOption, print, progressLine, stopSignal } from '../output.ts';
import { number } from '../settings.ts';
import { answer } from './answers.ts';
import { foldersText } from './folders-text.ts';
import { holdoutText, openSetText } from './identification-text.ts';
import { isOnLibrary, runOnLibrary, settingsOf } from './on-library.ts';
import {
  checkGroups,
  checkNumbers,
  foldersOf,
  type Options,
  protocols,
  readingOf,
  readPairs,
  templatesOf,
} from './options.ts';
import { evaluationProgress } from './progress.ts';
import { templatesText } from './templates-text.ts';
import { pairsText } from './text.ts';

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
      '--templates <file>',
      'pairs: the photos of templates, one a line with template and medium, such as ijbc_face_tid_mid.txt of insightface; --pairs then names pairs of templates, such as ijbc_template_pair_label.txt',
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
    .addOption(detectorOption())
    .option('--no-mirror', 'describe faces of a folder without their mirror images, to compare')
    .option(
      '--gallery <dir>',
      'open-set: folder of people to enrol, with a sub-folder for each; needs --probes and --strangers',
    )
    .option('--probes <dir>', 'open-set: folder of other photos of these people')
    .option('--strangers <dir>', 'open-set: folder of people who are not in the gallery')
    .option(
      '--by <column>',
      'group by group: quality, pose, age, a tag or a column that was brought in; on a list of pairs and on three folders quality, pose or a column of --columns',
    )
    .option(
      '--columns <file>',
      'with --by, on a list of pairs or three folders: a table of these photos or people, CSV with path or person and other columns',
    )
    .option('--unseen', 'on the library: only people whom no head was trained on', false)
    .option(
      '--keep <name>',
      'all but --backbones and one folder (--images without --pairs): keep the evaluation under this name, for tammes evaluations and the screen Evaluate',
    )
    .option('--backbones', 'on the library: compare the backbones of the library on the same faces')
    .addOption(headOption().argParser((name: string, names: string[] = []) => [...names, name]))
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
pairs: the protocol of Labeled Faces in the Wild. Each fold uses the threshold that is best on the other folds. A pair
counts as rejected if one of its photos shows no face.
pairs with --templates: sets of photos are compared, as in IARPA Janus Benchmarks B and C. The embeddings of a template are averaged over the
photos of each medium (a video), then over media. --head may be repeated.
pairs without --pairs: pairs of the library's own faces. With --by COLUMN also group by group at one threshold: quality, pose, age (from the year of birth and the
photo's date), a tag, or a column that tammes import columns brought in. --head may be repeated.
holdout: some photos of each person are enrolled, and the others are probes. The result is how often the right person comes first.
open-set: some people, the strangers, are never enrolled. The result is the share of the other people's probes that get the right name
(DIR, detection and identification rate) while a share of the strangers' photos gets a name (FAR).
On a list of pairs and on three folders, --by COLUMN compares groups, too: by quality, by pose, or by a column of the table that --columns names. Its rows
name photos (path, or its end) or people (person); the cell of a photo of which nothing is known is empty. Lists of templates have no groups.
On the library --head may be repeated, and --keep keeps what is found, by holdout, too: then pairs of the same faces are compared, too.
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
  if (options.keep !== undefined && options.backbones) throw new TammesError('evaluation-not-keepable', {});
  if (options.backbones) return runBackbones(options);
  const onLibrary = isOnLibrary(options);
  checkGroups(options, onLibrary);
  if (onLibrary) return runOnLibrary(options);
  const folders = foldersOf(options);
  if (options.keep !== undefined && folders === null && list === undefined)
    throw new TammesError('evaluation-not-keepable', {});
  checkNumbers(options);
  const templates = templatesOf(options);
  const pairs = options.protocol === 'pairs' && templates === null ? await readPairs(options) : null;
  try {
    await measure(options, { pairs, templates, folders });
  } finally {
    await pairs?.remove();
  }
}

interface Photos {
  pairs: ListedPairs | null;
  templates: TemplatesToEvaluate['settings'] | null;
  folders: FoldersToEvaluate['settings'] | null;
}

async function measure(options: Options, { pairs, templates, folders }: Photos): Promise<void> {
  const { protocol, images, library, json, keep } = options;
  const by = options.by ?? null;
  const store = openStore(library);
  const readsPhotos = (templates ?? pairs ?? folders ?? images ?? null) !== null;
  // A library of vectors has no network to describe photos by, and needs none.
  const pool = readsPhotos ? libraryPool(store) : createVisionPool();
  const { end, ...progress } = evaluationProgress();
  const watch = { signal: stopSignal(), ...progress };
  try {
    const heads: { id: number; name: string; head: Head }[] = [];
    for (const wanted of options.head ?? [undefined]) {
      const { id, name } = await findHead(store, wanted);
      if (heads.some((head) => head.id === id)) continue;
      heads.push({ id, name, head: loadHead(store, id) });
    }
    const described = readingOf(store, options);
    const headIds = heads.map(({ id }) => id);
    if (readsPhotos) refuseForeign(store, headIds);
    const readers = { store, pool, options: described };
    const kept = keep === undefined ? '' : `\nKept as ${keep}: see tammes evaluations.`;
    if (folders !== null) {
      const wanted = { settings: folders, heads, name: keep ?? null };
      const result = await evaluateFolders(readers, wanted, watch);
      print(json, answer, result, () => foldersText(result, by) + kept);
      return;
    }
    if (templates !== null) {
      const wanted = { settings: templates, heads, name: keep ?? null };
      const result = await evaluateTemplates(readers, wanted, watch);
      end();
      print(json, answer, result, () => templatesText(result) + kept);
      return;
    }
    const [head] = heads as [(typeof heads)[number]];
    if (heads.length > 1) throw new TammesError('one-head-only', {});
    if (pairs !== null) {
      const result = await evaluateList(readers, { listed: pairs, head, name: keep ?? null }, watch);
      print(json, answer, result, () => pairsText(result, by) + kept);
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
    end();
    await pool.close();
    store.close();
  }
}

/** Compares the backbones of the library. */
async function runBackbones(options: Options): Promise<void> {
  const { library, json } = options;
  const settings = settingsOf(options);
  const store = openStore(library);
  await ensurePretrained(store);
  const line = progressLine('Comparing backbones', 100);
  try {
    const result = await compareBackbones(store, settings, {
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
