/** `tammes gallery share forget`: an owner removes somebody from a shared gallery for good. */
import type { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { vacuum } from '../gallery/share/forget.ts';
import { forgetInGallery } from '../services/share.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  json?: boolean;
  yes?: boolean;
}

const forgotten = z.object({
  faces: z.int(),
  failure: englishFailure.nullable(),
  uncleared: englishFailure.nullable(),
});

/** Adds the command. @param command `tammes gallery share`. */
export function addForget(command: Command): void {
  command
    .command('forget <name>')
    .description(
      'remove somebody from the gallery for good, and from each library when it next pulls (owners)',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(forgotten))
    .option('--yes', 'do it; without this option nothing is removed')
    .action(forget);
}

const forget = (name: string, { library, json, yes }: Options) =>
  withStore(library, async (store) => {
    if (yes !== true) {
      print(
        json,
        forgotten,
        { faces: 0, failure: null, uncleared: null },
        () =>
          'Nothing was removed. Add --yes to remove the person from the gallery for good, and from each library when it next pulls.',
      );
      return;
    }
    const { faces, failure, uncleared } = await forgetInGallery(store, name);
    const result = {
      faces,
      failure: failure && toEnglish(failure),
      uncleared: uncleared && toEnglish(uncleared),
    };
    print(json, forgotten, result, () => forgottenText(name, result));
  });

function forgottenText(name: string, { faces, failure, uncleared }: z.infer<typeof forgotten>): string {
  return [
    `Forgotten: ${name} with ${counted(faces, 'face', 'faces')}. Other libraries lose the person when they next take what is new; a library that has left the gallery and keeps the person does not. Photos, and faces that libraries have enrolled themselves, stay: tammes people forget`,
    ...(failure === null
      ? []
      : [`This library has not taken what is left: ${failure.message} Run: tammes gallery share pull`]),
    ...(uncleared === null
      ? []
      : [
          `The server has not overwritten what was removed: ${uncleared.message} It does so by itself in time. To have it now, an owner runs, in SQL: ${vacuum}`,
        ]),
  ].join('\n');
}
