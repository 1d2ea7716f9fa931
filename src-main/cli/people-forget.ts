/** `tammes people forget`: removes a person for good, and says what went. */
import { z } from 'zod';
import {
  type Forgetting,
  type ForgettingReceipt,
  forgetting,
  forgettingReceipt,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { forgetPerson, previewForgetting } from '../services/forget.ts';
import { personCalled } from '../services/people.ts';
import { openStore } from '../store/store.ts';
import { print } from './output.ts';
import type { SubCommand } from './sub-command.ts';

interface Options {
  library: string;
  json?: boolean;
  yes?: boolean;
  dropHeads?: boolean;
}

const answer = z.union([forgetting, forgettingReceipt]);

export function addForgetting(sub: SubCommand): void {
  sub('forget <name>', 'remove somebody from the library for good', answer)
    .option('--yes', 'do it; without this option the command only says what would go')
    .option('--drop-heads', 'remove the heads that were trained on the person’s faces, with their runs')
    .addHelpText(
      'after',
      `
The command erases the person's faces, features, pictures and names, and all that the journal, runs and caches hold of the person. It also
clears the library's file of them. Nothing brings them back. Heads that were trained on the person's faces lose the person's class centres;
their other weights were learned from these faces, too: --drop-heads removes such heads.
Photos, backups and other files outside of the library stay where they are. A folder that is read again brings its people back.`,
    )
    .action((name: string, options: Options) => forget(name, options));
}

async function forget(name: string, { library, json, yes, dropHeads }: Options): Promise<void> {
  const store = openStore(library);
  try {
    const personId = personCalled(store, name);
    if (yes === true) {
      const receipt = await forgetPerson(store, personId, dropHeads === true ? 'drop' : 'rebuild');
      print(json, answer, receipt, () => receiptText(receipt));
    } else {
      const preview = await previewForgetting(store, personId);
      print(json, answer, preview, () => previewText(preview));
    }
  } finally {
    store.close();
  }
}

function previewText(preview: Forgetting): string {
  const heads = preview.heads.map(
    ({ name, centres }) => `${name} (${counted(centres, 'class centre', 'class centres')})`,
  );
  return [
    `Would go: ${whatGoes(preview)}.`,
    ...(heads.length === 0 ? [] : [`Trained on ${preview.name}: ${heads.join(', ')}.`]),
    ...whatStays(preview),
    'Nothing was removed. Add --yes to remove it for good.',
  ].join('\n');
}

function receiptText(receipt: ForgettingReceipt): string {
  const { rebuilt, dropped, complete, stillOn, shared, at } = receipt;
  return [
    `Forgotten at ${at}: ${whatGoes(receipt)}.`,
    ...(rebuilt.length === 0 ? [] : [`Heads without the person now: ${rebuilt.join(', ')}.`]),
    ...(dropped.length === 0 ? [] : [`Heads removed: ${dropped.join(', ')}.`]),
    ...whatStays(receipt),
    complete
      ? 'The library’s file was cleared of it.'
      : 'Another program keeps the library open: close it, then run any command on the library to clear its file.',
    ...(stillOn === null
      ? []
      : [
          `The database ${stillOn} cannot be reached or is busy, and still has the person’s embedding: it goes when faces are searched there next.`,
        ]),
    ...(shared === null
      ? []
      : [
          shared.withdrawn
            ? `This library’s faces of the person were taken out of the shared gallery ${shared.server}.`
            : `The shared gallery ${shared.server} may still have this library’s faces of the person, as it was not reached or this login may not change them: they go with the next tammes gallery share push.`,
          'Faces that other libraries have sent stay there until an owner forgets the person: tammes gallery share forget',
        ]),
  ].join('\n');
}

function whatGoes(forgetting: Forgetting): string {
  const { otherNames, faces, photos, photosKept, photosLoose, journalEntries, evaluations, backups } =
    forgetting;
  return [
    ['the name', ...otherNames].join(', '),
    counted(faces, 'face', 'faces'),
    `the records of ${counted(photos, 'photo', 'photos')}`,
    photosKept > 0 && `the face on ${counted(photosKept, 'photo', 'photos')} with others`,
    photosLoose > 0 && `the paths of ${counted(photosLoose, 'photo', 'photos')} with others`,
    backups > 0 && `${counted(backups, 'backup', 'backups')} of the library`,
    journalEntries > 0 && `the words of ${counted(journalEntries, 'change', 'changes')}`,
    evaluations > 0 && `the faces in ${counted(evaluations, 'evaluation', 'evaluations')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function whatStays({ filesLeft, stoppedRuns, notesLeft }: Forgetting): string[] {
  const { photos, exported } = filesLeft;
  return [
    photos > 0 && `Outside of the library ${counted(photos, 'photo file stays', 'photo files stay')}.`,
    exported > 0 &&
      `Outside of the library ${counted(exported, 'file', 'files')} that an export wrote ${exported === 1 ? 'stays' : 'stay'}.`,
    stoppedRuns.length > 0 && `Cannot be resumed without the person: ${stoppedRuns.join(', ')}.`,
    notesLeft > 0 &&
      `Mentioned in ${counted(notesLeft, 'note', 'notes')} on others or on runs, which you may change.`,
  ].filter((line) => line !== false);
}
