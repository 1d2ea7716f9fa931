/** `tammes reread`: finds faces again by another detector, or updates features of an older version. */

import { Command, Option } from 'commander';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { chooseDetector, outdatedOf, summaryOf } from '../services/contents.ts';
import { reread } from '../services/library.ts';
import { mendFeatures } from '../services/mend-features.ts';
import type { FileOutcome } from '../services/scan-outcomes.ts';
import { updateFeatures } from '../services/update-features.ts';
import { openStore, type Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { detectorOption } from './detector-option.ts';
import { inEnglish, rereadAnswer } from './ingest-answer.ts';
import { outcomeLine } from './ingest-text.ts';
import { outdatedLines } from './outdated.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from './output.ts';

interface Options {
  detector?: DetectorId;
  features?: boolean;
  library: string;
  json?: boolean;
}

export function rereadCommand(): Command {
  return new Command('reread')
    .description("find faces again with the library's detector, on photos that another detector has read")
    .addOption(detectorOption())
    .addOption(
      new Option(
        '--features',
        'instead, update features of an older version and repair damaged features, from the stored pictures of the faces',
      ).conflicts('detector'),
    )
    .addOption(libraryOption())
    .addOption(jsonOption(rereadAnswer))
    .addHelpText(
      'after',
      `
--detector becomes the library's detector. If both detectors find a face, it stays the same face: it keeps its name and its place in
the gallery and in runs. If the detector finds no face on a photo, or misses a face that was named by hand or enrolled, the photo stays as it
was. If the command was stopped, start it again to continue. To undo the change, reread with the former detector.

--features reads no photo: the library has a picture of each face. Names, enrolments, boxes and heads stay.
If the command was stopped, start it again to continue.`,
    )
    .action(async (options: Options) => {
      const store = openStore(options.library);
      const pool = libraryPool(store);
      try {
        await (options.features ? runFeatures : runReread)(store, pool, options);
      } finally {
        await pool.close();
        store.close();
      }
    });
}

async function runReread(store: Store, pool: VisionPool, { detector, json }: Options): Promise<void> {
  if (detector !== undefined) chooseDetector(store, detector);
  const outcomes: FileOutcome[] = [];
  let line: ProgressLine | undefined;
  const { total, done, faces, changes } = await reread(store, pool, {
    signal: stopSignal(),
    onFile: (outcome) => outcomes.push(outcome),
    onProgress({ done, total, faces }) {
      if (total === 0) return;
      line ??= progressLine('Finding faces', total);
      line.update(done, counted(faces, 'face', 'faces'));
    },
  });
  line?.end();
  const summary = summaryOf(store);
  const answer = {
    library: store.folder,
    detector: summary.detector,
    complete: done === total,
    reread: changes.reread,
    kept: changes.kept,
    faces,
    outdated: summary.outdated,
    files: outcomes.map(inEnglish),
  };
  print(json, rereadAnswer, answer, () =>
    [
      ...outcomes.filter(({ kind }) => kind === 'kept').map(outcomeLine),
      `Photos: ${answer.reread} reread by ${answer.detector}, ${answer.kept} left as they were.`,
      ...outdatedLines(answer.outdated),
    ].join('\n'),
  );
  if (!answer.complete) process.exitCode = 1;
}

async function runFeatures(store: Store, pool: VisionPool, { json }: Options): Promise<void> {
  const mended = await mendFeatures(store, pool);
  let line: ProgressLine | undefined;
  const { damaged, done } = await updateFeatures(store, pool, {
    signal: stopSignal(),
    onProgress({ done, total }) {
      line ??= progressLine('Describing faces', total);
      line.update(done);
    },
  });
  line?.end();
  const answer = {
    library: store.folder,
    updated: done - damaged.length,
    mended,
    outdated: outdatedOf(store),
    damaged,
  };
  print(json, rereadAnswer, answer, () =>
    [
      ...damaged.map(
        ({ photo }) =>
          `The stored picture of a face on ${photo} is damaged: the face is left out of comparisons. If its photo is still there, tammes reread finds the face again; if not, enrol it again.`,
      ),
      ...(mended > 0 ? [`${counted(mended, 'damaged feature was', 'damaged features were')} repaired.`] : []),
      `${counted(answer.updated, 'face was', 'faces were')} updated.`,
      ...outdatedLines(answer.outdated),
    ].join('\n'),
  );
  if (answer.outdated > 0) process.exitCode = 1;
}
