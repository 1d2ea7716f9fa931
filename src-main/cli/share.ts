/** `tammes gallery share`: a gallery that several libraries share in a database. */
import { Command } from 'commander';
import { z } from 'zod';
import { galleryServer, shareRole } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import {
  accessOfDesk,
  countKept,
  initShare,
  joinShare,
  leaveShare,
  localStateOfDesk,
  publishToShare,
} from '../services/share.ts';
import { waitingOf } from '../services/share-handlers.ts';
import { type Pulled, pullFromShare, pushToShare } from '../services/share-sync.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { addCorrections, correctionsText, waiting } from './share-corrections.ts';
import { addForget } from './share-forget.ts';
import { addKeep } from './share-keep.ts';
import { addMembers } from './share-members.ts';
import { ageText } from './shared-notice.ts';
import { withProgress } from './with-progress.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  head?: string;
  json?: boolean;
}

const role = shareRole;
const held = z.object({
  people: z.int(),
  faces: z.int(),
  head: z.object({ name: z.string(), version: z.int() }),
});
const state = z.object({
  server: z.string(),
  connection: galleryServer.shape.connection,
  role: role.nullable(),
  has: held.nullable(),
  kept: z.int(),
  seenAt: z.string().nullable(),
  waiting,
  failure: englishFailure.nullable(),
});
const entered = z.object({ role });
const published = z.object({ name: z.string(), version: z.int() });
const pushed = z.object({
  people: z.int(),
  faces: z.int(),
  added: z.int(),
  changed: z.int(),
  withdrawn: z.int(),
  forgotten: z.int(),
  corrected: z.int(),
  waiting,
});
const pulled = held.extend({ unsound: z.int(), gone: z.int(), lost: z.int() });
const left = z.object({ server: z.string().nullable(), kept: z.int() });

export function shareCommand(): Command {
  const command = new Command('share')
    .enablePositionalOptions()
    .description('show the gallery that this library shares with others in a PostgreSQL database')
    .addOption(libraryOption())
    .addOption(jsonOption(state))
    .addHelpText('after', help)
    .action(showState);
  const sub = (usage: string, description: string, answer: z.ZodType) => {
    const added = command.command(usage).description(description);
    return added.addOption(libraryOption()).addOption(jsonOption(answer));
  };
  sub('init <address>', 'make a shared gallery in a database, as its owner, and join it', entered).action(
    init,
  );
  sub('join <address>', 'join a shared gallery, and take its people', entered).action(join);
  sub('publish', 'have all libraries recognise by a head of this library (owners)', published)
    .addOption(headOption())
    .action(publish);
  sub(
    'push',
    'send this library’s people and the embeddings of their enrolled faces (enrollers, owners)',
    pushed,
  ).action(push);
  sub('pull', 'take the people of the other libraries', pulled).action(pull);
  addKeep(command);
  addForget(command);
  addCorrections(command);
  addMembers(command);
  sub(
    'leave',
    'leave the gallery: its people are not recognised here any more, unless the library keeps them',
    left,
  ).action(leave);
  return command;
}

const help = `
ADDRESS is such as postgres://user@host:5432/database, see tammes gallery connect --help for certificates and passwords.
In the database lie people's names, the embeddings of their enrolled faces, published heads without class centres, and a journal. Photos and
pictures of faces are never sent. What the server stores is not encrypted by Tammes, even if a library is.
The database itself says who may do what: it has three roles, and logins are their members.
  reader    recognises                                              tammes gallery share grant anna --role reader
  enroller  also enrols and corrects: tammes gallery share push     tammes gallery share grant anna --role enroller
  owner     also publishes, forgets, and gives others access        GRANT "tammes_owner_DATABASE" TO anna, in SQL
People are known by their names in all libraries. tammes recognise and tammes match look for what is new, and go on with what the library has
when the database does not answer. Nothing is sent but by push, rename and publish, and in the window by Send, Correct a name and Publish. What was taken lies in the library's folder, and no backup holds it, unless keep has
made it the library's own.
Who is renamed or merged in a library, or by share rename, is corrected for all libraries with the next push; each library follows with its
next pull. If somebody else has corrected the person since this library last took what is new, the correction is refused, and listed by
tammes gallery share until you say whose counts: share mine NUMBER or share theirs NUMBER.`;

const init = (address: string, { library, json }: Options) =>
  withStore(library, async (store) => {
    const { role } = await initShare(store, address);
    print(
      json,
      entered,
      { role },
      () => 'The shared gallery is there, and this library has joined it. Next: tammes gallery share publish',
    );
  });

const join = (address: string, { library, json }: Options) =>
  withStore(library, async (store) => {
    const { role, isEmpty } = await joinShare(store, address);
    const taken = isEmpty ? null : await withProgress('Taking faces', (tell) => pullFromShare(store, tell));
    print(json, entered, { role }, () =>
      [`Joined as ${role}.`, taken === null ? 'No head is published there yet.' : pulledText(taken)].join(
        '\n',
      ),
    );
  });

const publish = ({ library, head, json }: Options) =>
  withStore(library, async (store) => {
    const result = await publishToShare(store, head);
    print(
      json,
      published,
      result,
      () =>
        `${result.name} is published as version ${result.version}. Each library has to send its faces by this head: tammes gallery share push`,
    );
  });

const push = ({ library, json }: Options) =>
  withStore(library, async (store) => {
    const { waiting: left, ...sent } = await withProgress('Sending faces', (tell) =>
      pushToShare(store, tell),
    );
    const result = { ...sent, waiting: waitingOf(left) };
    const { people, faces, added, changed, withdrawn, corrected, forgotten: gone } = result;
    print(json, pushed, result, () =>
      [
        `The gallery has ${counted(faces, 'face', 'faces')} of ${counted(people, 'person', 'people')} from here, compared by count and checksum: ${added} new, ${changed} changed, ${withdrawn} taken out.`,
        ...(corrected === 0
          ? []
          : [`Corrected for all libraries: ${counted(corrected, 'person', 'people')}.`]),
        ...correctionsText(left),
        ...(gone === 0
          ? []
          : [
              `Not sent: ${counted(gone, 'face', 'faces')} of people whom an owner has forgotten. Forget them here, too: tammes people forget`,
            ]),
      ].join('\n'),
    );
  });

const pull = ({ library, json }: Options) =>
  withStore(library, async (store) => {
    const result = await withProgress('Taking faces', (tell) => pullFromShare(store, tell));
    print(json, pulled, result, () => pulledText(result));
  });

function pulledText({ people, faces, head, unsound, gone, lost }: Pulled): string {
  return [
    `From other libraries there are ${counted(people, 'person', 'people')} with ${counted(faces, 'face', 'faces')}, compared by count and checksum. Head: ${head.name}, version ${head.version}.`,
    ...(unsound === 0
      ? []
      : [`Left out: ${counted(unsound, 'face', 'faces')} whose numbers are no embedding.`]),
    ...(gone === 0
      ? []
      : [
          `${counted(gone, 'correction was', 'corrections were')} dropped: the people are not in the gallery any more.`,
        ]),
    ...(lost === 0
      ? []
      : [
          `Of the people whom this library keeps, ${counted(lost, 'face was', 'faces were')} erased: the gallery has them no more. Backups of the library may still have them.`,
        ]),
  ].join('\n');
}

const leave = async ({ library, json }: Options) =>
  withStore(library, async (store) => {
    const result = { server: leaveShare(store), kept: countKept(store) };
    print(json, left, result, () =>
      result.server === null
        ? 'The library had not joined a shared gallery.'
        : `The library has left ${result.server}, and has nothing of other libraries any more${result.kept === 0 ? '' : `, apart from ${counted(result.kept, 'person', 'people')} whom it keeps`}. What it has sent stays there.`,
    );
  });

const showState = ({ library, json }: Options) =>
  withStore(library, async (store) => {
    const { role, failure: why } = await accessOfDesk(store);
    const { server, waiting: left, ...now } = (await localStateOfDesk(store))!;
    const { name, connection } = server;
    const failure = why && toEnglish(why);
    const result = { server: name, connection, role, ...now, waiting: waitingOf(left), failure };
    print(json, state, result, () => stateText(result));
  });

const connections = {
  verified: 'encrypted, server verified',
  local: 'on this machine',
  clear: 'not encrypted',
};

function stateText({
  server,
  connection,
  role: mine,
  has,
  kept,
  seenAt,
  failure,
  ...rest
}: z.infer<typeof state>): string {
  return [
    table([
      ['', ''],
      ['database', `${server}, ${connections[connection]}`],
      ['role', mine ?? 'unknown'],
      ['people of others', has?.people ?? 'none yet'],
      ['faces of others', has?.faces ?? 'none yet'],
      ['people kept', kept],
      ['head', has === null ? 'none yet' : `${has.head.name}, version ${has.head.version}`],
      ['as of', seenAt === null ? 'never' : ageText(seenAt)],
    ]),
    ...correctionsText(rest.waiting),
    ...(failure === null ? [] : [failure.message, failure.remedy]),
  ].join('\n');
}
