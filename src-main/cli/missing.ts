import { Command } from 'commander';
import { z } from 'zod';
import { missingPhoto, removal as removed } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { missingPhotos, removeMissingPhotos, undoLastRemoval } from '../services/contents.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

interface Options {
  remove?: boolean;
  undo?: boolean;
  library: string;
  json?: boolean;
}

const answer = z.union([z.array(missingPhoto), removed, z.object({ photos: z.int() })]);

export function missingCommand(): Command {
  return new Command('missing')
    .description('list the photos whose files are gone, or remove them from the library')
    .argument('[folder]', 'only photos that were in this folder')
    .option('--remove', 'remove the photos with their faces, features and names')
    .option('--undo', 'undo the last removal')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Unless you remove a missing photo, it keeps its faces, and ingest finds them again when the photo returns. You can undo a removal until
photos are added; then the removal is final. Photos with an enrolled face are never removed, and trained heads stay as they are.`,
    )
    .action((folder: string | undefined, options: Options) => {
      const store = openStore(options.library);
      try {
        if (options.undo) undo(store, options);
        else if (options.remove) remove(store, folder, options);
        else list(store, folder, options);
      } finally {
        store.close();
      }
    });
}

function list(store: Store, folder: string | undefined, { json }: Options): void {
  const missing = missingPhotos(store, folder);
  print(json, answer, missing, () =>
    missing.length === 0
      ? 'No photo is missing.'
      : table([
          ['photo', 'faces', 'missing since'],
          ...missing.map(({ path, faces, since }) => [path, faces, since]),
        ]),
  );
}

function remove(store: Store, folder: string | undefined, { json }: Options): void {
  const removal = removeMissingPhotos(store, folder);
  const { photos, faces, people, kept } = removal;
  print(json, answer, removal, () =>
    [
      `Removed: ${counted(photos, 'photo', 'photos')} with ${counted(faces, 'face', 'faces')}, and ${counted(people, 'person who has', 'people who have')} no other face.`,
      ...(kept > 0 ? [`Not removed: ${counted(kept, 'photo', 'photos')} with an enrolled face.`] : []),
      ...(photos > 0 ? ['tammes missing --undo restores them, until photos are added.'] : []),
    ].join('\n'),
  );
}

function undo(store: Store, { json }: Options): void {
  const undone = undoLastRemoval(store);
  print(json, answer, undone, () => `${undone.photos} photos are back in the library and listed as missing.`);
}
