/** `tammes people export`: all about a person, for her or him. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { personCalled } from '../services/people.ts';
import { exportPerson, type PersonExport } from '../services/person-export.ts';
import { openStore } from '../store/store.ts';
import { type ProgressLine, print, progressLine, stopSignal } from './output.ts';
import type { SubCommand } from './sub-command.ts';

interface Options {
  library: string;
  json?: boolean;
  to: string;
  photos?: boolean;
  language: 'en' | 'ja';
}

const answer = z.object({
  folder: z.string(),
  photos: z.int(),
  faces: z.int(),
  copies: z.int(),
  missing: z.array(englishFailure.extend({ path: z.string() })),
});

export function addPersonExport(sub: SubCommand): void {
  sub('export <name>', 'write all that is stored of a person into a folder, to hand to that person', answer)
    .requiredOption('--to <dir>', 'the folder in which the person gets a folder')
    .option('--photos', 'copy the photos, too')
    .addOption(
      new Option('--language <language>', 'language of the page to read').choices(['en', 'ja']).default('en'),
    )
    .addHelpText(
      'after',
      `
The folder has person.json with everything, including features; pictures of the faces; and index.html, a page to read that explains each
field. Nothing is overwritten: a second export gets a folder with a number. Photos that cannot be read, or were changed since they were read,
are listed and left out. Only your account can read the files. Photos may show others, too: look before you hand them over.`,
    )
    .action(run);
}

async function run(name: string, { library, json, to, photos, language }: Options): Promise<void> {
  const store = openStore(library);
  try {
    let line: ProgressLine | undefined;
    const options = { to: resolve(to), photos: photos === true, language };
    const written = await exportPerson(store, personCalled(store, name), options, {
      signal: stopSignal(),
      skip() {},
      writes() {},
      found() {},
      tell(done, total) {
        line ??= progressLine('Copying photos', total ?? 0);
        line.update(done);
      },
    });
    line?.end();
    if (written === null) {
      process.stderr.write('Stopped: nothing was written.\n');
      process.exitCode = 1;
      return;
    }
    const missing = written.missing.map(({ path, failure }) => ({ path, ...toEnglish(failure) }));
    print(json, answer, { ...written, missing }, () => writtenText(written));
    if (missing.length > 0) process.exitCode = 1;
  } finally {
    store.close();
  }
}

function writtenText({ folder, photos, faces, copies, missing }: PersonExport): string {
  return [
    `${folder}: ${counted(faces, 'face', 'faces')} on ${counted(photos, 'photo', 'photos')}, ${copies} of them copied.`,
    ...missing.map(({ failure }) => {
      const { message, remedy } = toEnglish(failure);
      return `Left out: ${message} ${remedy}`;
    }),
  ].join('\n');
}
