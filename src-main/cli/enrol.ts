import { basename } from 'node:path';
import { Command } from 'commander';
import type { DetectorId } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors.ts';
import { prominentFace } from '../../src-shared/vision/index.ts';
import type { StoredFace } from '../compute/read-photo.ts';
import { createVisionPool } from '../compute/vision-pool.ts';
import { enrolEveryone, enrolLoose } from '../services/people.ts';
import { libraryDetector } from '../store/detector.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print } from './output.ts';

interface Options {
  library: string;
  all?: boolean;
  json?: boolean;
}

export function enrolCommand(): Command {
  return new Command('enrol')
    .description('enrol a person from photos, or everyone who is labelled in the library')
    .argument('[name]')
    .argument('[photos...]')
    .option('--all', 'enrol every person of the library with all labelled faces')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nFrom each photo the largest and sharpest face is taken; photos on which another could be meant are named. Photos without a face are named and skipped.',
    )
    .action(async (name: string | undefined, photos: string[], options: Options) => {
      const store = openStore(options.library);
      try {
        if (options.all) {
          const enrolments = enrolEveryone(store);
          print(options.json, enrolments, () => `${enrolments.length} people enrolled.`);
          return;
        }
        if (name === undefined || photos.length === 0) {
          throw new TammesError(
            'bad-input',
            'Whom to enrol is missing.',
            'Write: tammes enrol NAME PHOTO…, or tammes enrol --all.',
          );
        }
        const { faces, skipped, ambiguous } = await readMainFaces(photos, libraryDetector(store.db));
        if (faces.length === 0) {
          throw new TammesError(
            'no-face',
            `No face of ${name} was found. ${skipped.map(({ message }) => message).join(' ')}`,
            'Give photos on which the face is well seen.',
          );
        }
        const enrolment = enrolLoose(store, name, faces);
        print(options.json, { ...enrolment, skipped, ambiguous }, () =>
          [
            ...skipped.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
            ...ambiguous.map(
              (photo) => `${photo} has another face about as large and sharp: check who was taken.`,
            ),
            `${name} enrolled with ${enrolment.added} faces.`,
          ].join('\n'),
        );
      } finally {
        store.close();
      }
    });
}

async function readMainFaces(photos: readonly string[], detector: DetectorId) {
  const pool = createVisionPool();
  const faces: { source: string; face: StoredFace }[] = [];
  const skipped = [];
  /** Photos with another face that could as well be meant. */
  const ambiguous: string[] = [];
  const answers = await Promise.all(photos.map((path) => pool.describe(path, { detector }).catch(toFailure)));
  await pool.close();
  for (const [i, answer] of answers.entries()) {
    if ('code' in answer) skipped.push(answer);
    else {
      const main = prominentFace(
        answer.faces.map(({ box, quality }) => ({ box, sharpness: quality.sharpness })),
      );
      if (main.ambiguous) ambiguous.push(photos[i]!);
      faces.push({ source: basename(photos[i]!), face: answer.faces[main.index]! });
    }
  }
  return { faces, skipped, ambiguous };
}
