import { basename } from 'node:path';
import { Command } from 'commander';
import { TammesError, toFailure } from '../../src-shared/errors.ts';
import type { StoredFace } from '../compute/read-photo.ts';
import { createVisionPool } from '../compute/vision-pool.ts';
import { enrolEveryone, enrolLoose } from '../services/people.ts';
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
      '\nFrom each photo the largest face is taken. Photos without a face are named and skipped.',
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
        const { faces, skipped } = await readLargestFaces(photos);
        if (faces.length === 0) {
          throw new TammesError(
            'no-face',
            `No face of ${name} was found. ${skipped.map(({ message }) => message).join(' ')}`,
            'Give photos on which the face is well seen.',
          );
        }
        const enrolment = enrolLoose(store, name, faces);
        print(options.json, { ...enrolment, skipped }, () =>
          [
            ...skipped.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
            `${name} enrolled with ${enrolment.added} faces.`,
          ].join('\n'),
        );
      } finally {
        store.close();
      }
    });
}

async function readLargestFaces(photos: readonly string[]) {
  const pool = createVisionPool();
  const faces: { source: string; face: StoredFace }[] = [];
  const skipped = [];
  const answers = await Promise.all(photos.map((path) => pool.describe(path).catch(toFailure)));
  await pool.close();
  for (const [i, answer] of answers.entries()) {
    if ('code' in answer) skipped.push(answer);
    else {
      const bySize = answer.faces.toSorted((a, b) => area(b) - area(a));
      faces.push({ source: basename(photos[i]!), face: bySize[0]! });
    }
  }
  return { faces, skipped };
}

function area({ box }: StoredFace): number {
  return box.width * box.height;
}
