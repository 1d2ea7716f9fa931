import { Command } from 'commander';
import { outdatedOf, peopleOf } from '../services/contents.ts';
import { openStore } from '../store/store.ts';
import { outdatedLines } from './outdated.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

export function peopleCommand(): Command {
  return new Command('people')
    .description('list the people of the library')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .action((options: { library: string; json?: boolean }) => {
      const store = openStore(options.library);
      const people = peopleOf(store);
      const outdated = outdatedOf(store);
      store.close();
      print(options.json, people, () =>
        [
          table([
            ['person', 'photos', 'faces', 'enrolled'],
            ...people.map(({ name, photos, faces, enrolled }) => [name, photos, faces, enrolled]),
          ]),
          ...outdatedLines(outdated),
        ].join('\n'),
      );
    });
}
