/** `tammes gallery share keep`: people of other desks become the library's own. */
import type { Command } from 'commander';
import { z } from 'zod';
import { counted } from '../../src-shared/counted.ts';
import type { KeptPeople } from '../services/keep-taken.ts';
import { keepPeople } from '../services/share-keep.ts';
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
      'make the people of the other libraries this library’s own: they stay when it leaves the gallery',
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
    `This library now keeps ${counted(people, 'person', 'people')} of the gallery as its own, with ${counted(faces, 'face', 'faces')} (${added} new), compared by count and checksum. To take that back: tammes undo`,
    ...(unsound === 0
      ? []
      : [`Left out: ${counted(unsound, 'face', 'faces')} whose numbers are no embedding.`]),
    `Only the head ${head} recognises them. Photos and features have not come: these faces are not used for training or evaluation.`,
    'As long as the library shares the gallery, what is forgotten or corrected there is forgotten or corrected here, too. After tammes gallery share leave, these people stay until you forget them.',
  ].join('\n');
}
