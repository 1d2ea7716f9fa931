import { Command } from 'commander';
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

export function missingCommand(): Command {
  return new Command('missing')
    .description('list the photos whose files are gone, or remove what is known of them')
    .argument('[folder]', 'only those that lay in it')
    .option('--remove', 'remove their faces, features and names')
    .option('--undo', 'take the last removal back')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A missing photo keeps its faces and is known again when it returns, unless it is removed. A removal can be undone until
photos are added; from then on nothing of it is left in the library. Photos that somebody is enrolled with are kept, and heads
that were trained stay as they are.`,
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
  print(json, missing, () =>
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
  print(json, removal, () =>
    [
      `Removed: ${counted(photos, 'photo', 'photos')} with ${counted(faces, 'face', 'faces')}, and ${counted(people, 'person who has', 'people who have')} no other face.`,
      ...(kept > 0 ? [`Kept: ${counted(kept, 'photo', 'photos')} that somebody is enrolled with.`] : []),
      ...(photos > 0 ? ['Until photos are added, tammes missing --undo takes it back.'] : []),
    ].join('\n'),
  );
}

function undo(store: Store, { json }: Options): void {
  const undone = undoLastRemoval(store);
  print(json, undone, () => `${undone.photos} photos are back in the library, as missing ones.`);
}
