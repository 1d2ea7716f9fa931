/** `tammes gallery share keep`: people of other desks become the library's own. */
import type { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import { type KeptPeople, keepPeople } from '../services/share-keep.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { withProgress } from './with-progress.ts';
import { withStore } from './with-store.ts';

const kept = z.object({
  people: z.int(),
  faces: z.int(),
  added: z.int(),
  unsound: z.int(),
  head: z.string(),
});

export function addKeep(command: Command): void {
  command
    .command('keep')
    .description(
      'make the people of the other desks this library’s own: they stay when it leaves the gallery',
    )
    .addOption(libraryOption())
    .addOption(jsonOption(kept))
    .action(keep);
}

const keep = ({ library, json }: { library: string; json?: boolean }) =>
  withStore(library, async (store) => {
    const result = await withProgress('Taking faces', (tell) => keepPeople(store, tell));
    print(json, kept, result, () => keptText(result));
  });

function keptText({ people, faces, added, unsound, head }: KeptPeople): string {
  return [
    `This library has ${counted(people, 'person', 'people')} of the gallery as its own, with ${counted(faces, 'face', 'faces')}, compared by count and checksum: ${added} new. tammes undo takes that back.`,
    ...(unsound === 0
      ? []
      : [`Left out: ${counted(unsound, 'face', 'faces')} whose numbers are no embedding.`]),
    `They are recognised by ${head}, and by no other head. Photos and features have not come: nothing is trained on these faces or evaluated by them.`,
    'As long as the library shares the gallery, whoever is forgotten or corrected there is here, too. After tammes gallery share leave, they stay until you forget them.',
  ].join('\n');
}
