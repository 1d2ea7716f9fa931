/** `tammes enrol`: adds people's faces to the gallery. */

import { basename } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import {
  type Enrolments,
  enrolment,
  enrolments,
  parseInput,
  personName,
  type QualityLimits,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, TammesError, toEnglish } from '../../src-shared/errors/index.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { describePhotos } from '../services/describe-photos.ts';
import { mainFaces } from '../services/main-faces.ts';
import { enrolEveryone, enrolLoose } from '../services/people.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { addConsentOptions, type ConsentOptions, consentOf } from './people-consent.ts';
import { addQualityOptions, limitsOf, poorFacesText, type QualityOptions } from './quality-options.ts';

interface Options extends QualityOptions, ConsentOptions {
  library: string;
  all?: boolean;
  json?: boolean;
}

const answer = z.union([
  enrolments,
  enrolment.extend({ skipped: z.array(englishFailure), ambiguous: z.array(z.string()) }),
]);

export function enrolCommand(): Command {
  const command = new Command('enrol')
    .description('give a person faces from photos outside of the library, or choose the faces of all people')
    .argument('[name]')
    .argument('[photos...]')
    .option(
      '--all',
      'for every person of the library, choose all labelled faces, or those within the limits',
    );
  return addQualityOptions(addConsentOptions(command))
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      '\nWhoever has a name is recognised by all faces that can be seen well enough: nobody has to be enrolled.\nThe largest and sharpest face of each photo is enrolled; photos with another candidate are listed. Photos without a face, or with a poor one, are listed and skipped.',
    )
    .action(async (name: string | undefined, photos: string[], options: Options) => {
      const store = openStore(options.library);
      try {
        if (options.all) {
          const result = enrolEveryone(store, limitsOf(options));
          print(options.json, answer, result, () => everyoneText(result));
          return;
        }
        if (name === undefined || photos.length === 0) {
          throw new TammesError('enrolment-without-name', {});
        }
        const given = parseInput(personName, name, 'The name');
        const consent = consentOf(options);
        const { faces, skipped, ambiguous } = await readMainFaces(store, photos, limitsOf(options));
        if (faces.length === 0) {
          throw new TammesError('no-face-enrolled', { name, reasons: skipped.map(({ message }) => message) });
        }
        const enrolled = enrolLoose(store, given, faces, consent);
        print(options.json, answer, { ...enrolled, skipped, ambiguous }, () =>
          [
            ...skipped.map(({ message, remedy }) => `Skipped: ${message} ${remedy}`),
            ...ambiguous.map(
              (photo) => `${photo} has another face about as large and sharp: check who was enrolled.`,
            ),
            `${name} enrolled with ${counted(enrolled.added, 'face', 'faces')}.`,
          ].join('\n'),
        );
      } finally {
        store.close();
      }
    });
}

function everyoneText({ people, leftOut, notEnrolled }: Enrolments): string {
  const poor = poorFacesText(leftOut);
  return [
    `${counted(people, 'person', 'people')} enrolled.`,
    ...(poor === '' ? [] : [`${poor}.`]),
    ...notEnrolled.map((name) => `Not enrolled, as no face is good enough: ${name}.`),
  ].join('\n');
}

async function readMainFaces(store: Store, photos: readonly string[], limits: QualityLimits | null) {
  const pool = libraryPool(store);
  const answers = await describePhotos(store, pool, photos);
  await pool.close();
  const read = photos.map((name, i) => ({ name, source: basename(name), answer: answers[i]! }));
  const { skipped, ...found } = mainFaces(read, limits);
  return { ...found, skipped: skipped.map(toEnglish) };
}
