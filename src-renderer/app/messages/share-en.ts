/** The words of a shared gallery in English. */
import type { ShareNews, ShareRole } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';

const people = (count: number) => counted(count, 'person', 'people');
const faces = (count: number) => counted(count, 'face', 'faces');
const roles: Readonly<Record<ShareRole, string>> = {
  reader: 'Your login may read: recognise the people of the others.',
  enroller: 'Your login may enrol and correct people for all.',
  owner: 'Your login owns the gallery.',
};
const leftOut = (count: number) =>
  count === 0 ? '' : ` Left out: ${faces(count)} whose numbers are no embedding.`;

/** @returns what work has come to, compared with the gallery by count and checksum. */
function news(one: ShareNews): string {
  if (one.work === 'push')
    return `Sent, and compared: the gallery has ${faces(one.faces)} of ${people(one.people)} from here, ${one.added} new, ${one.changed} changed, ${one.withdrawn} taken out.${
      one.corrected === 0 ? '' : ` Corrected for all: ${people(one.corrected)}.`
    }${one.forgotten === 0 ? '' : ` Not sent: ${faces(one.forgotten)} of people whom an owner has forgotten.`}`;
  if (one.work === 'pull')
    return `Taken, and compared: ${faces(one.faces)} of ${people(one.people)}.${leftOut(one.unsound)}${
      one.lost === 0
        ? ''
        : ` ${faces(one.lost)} that this library had kept went, as the gallery has them no more.`
    }`;
  return `Kept, and compared: ${people(one.people)} with ${faces(one.faces)}, ${one.added} new. Undo takes that back.${leftOut(one.unsound)}`;
}

export const shareEn = {
  title: 'Shared gallery',
  none: 'This library shares no gallery',
  noneHelp:
    'Several libraries can recognise the same people, by a PostgreSQL database. Names and the numbers of enrolled faces go there when you send them, photos never.',
  join: 'Join…',
  joinTitle: 'Join a shared gallery',
  joinText:
    'Nothing is sent. The people of the others come here, and are recognised from then on. An owner of the gallery tells you its address, and lets your login in.',
  address: 'Address',
  addressHelp:
    'Such as postgres://anna@db.example/people. The connection is encrypted and the server’s certificate verified, unless the server is on this machine.',
  password: 'Password',
  passwordHelp:
    'Kept in a file of your own, readable by you alone. Leave it empty if PGPASSWORD or the passfile has it.',
  joinNow: 'Join',
  joining: 'Joining…',
  joined: (server: string) => `Shared in ${server}`,
  roles,
  leave: 'Leave…',
  exchange: 'People of the others',
  has: (count: number, ofFaces: number, head: string, version: number, at: string) =>
    `Here are ${people(count)} with ${faces(ofFaces)} as of ${at}. All recognise by the head ${head}, version ${version}.`,
  hasNothing: 'Nothing has come from there yet.',
  working: (done: number, total: number | null) =>
    total === null ? 'Connecting…' : `${done} of ${faces(total)}`,
  news,
  pull: 'Take now',
  push: 'Send',
  keepTitle: 'Keep the people of the others',
  keepHelp: (kept: number, has: number) =>
    `${kept === 0 ? '' : `${people(kept)} ${kept === 1 ? 'is' : 'are'} kept. `}${
      has === 0 ? 'They' : `The ${people(has)}`
    } become this library’s own, and stay when you leave. They are recognised by the gallery’s head alone; photos do not come, so nothing is trained on them.`,
  keep: 'Keep',
  publishTitle: 'Head of all',
  publishHelp: 'By which head all libraries recognise. After a new one, each has to send its people once.',
  publish: 'Publish the active head…',
  publishAsk: (head: string) => `Have all recognise by ${head}?`,
  publishText:
    'Each library takes the head as it next takes what is new. Until it has sent its people by it, the others do not recognise them.',
  publishNow: 'Publish',
  publishing: 'Publishing…',
  published: (head: string, version: number) =>
    `${head} is published as version ${version}. Send your people by it.`,
  leaveTitle: 'Leave the shared gallery?',
  leaveText: (has: number, kept: number) =>
    `The ${has === 0 ? 'people' : people(has)} of the others are not recognised here any more${
      kept === 0
        ? '. To have them stay, keep them first.'
        : `, apart from those whom this library keeps: ${people(kept)}.`
    }`,
  leaveWaiting: (count: number) =>
    `${counted(count, 'correction that waits', 'corrections that wait')} for the others ${count === 1 ? 'goes' : 'go'}.`,
  leaveStays: 'What you have sent stays there.',
  leaveNow: 'Leave',
  leaving: 'Leaving…',
  left: (server: string) => `The library has left ${server}.`,
  corrections: 'Corrections for the others',
  correctionColumns: ['Correction', 'How it stands'],
  correctionsHelp:
    'Those that wait are sent by Send. Of one that was refused, say whose counts; yours is then sent again.',
  correction: (from: string, to: string) => `${from} → ${to}`,
  waits: 'Waits to be sent',
  taken: (name: string) => `Refused: somebody else is called ${name} there`,
  changed: (login: string | null, at: string | null) =>
    `Refused: ${login ?? 'somebody'} has corrected the same person${at === null ? '' : ` at ${at}`}`,
  mine: 'Mine',
  theirs: 'Theirs',
  mineOf: (from: string, to: string) => `Mine counts: ${from} → ${to}`,
  theirsOf: (from: string, to: string) => `Theirs counts, not ${from} → ${to}`,
  decided: {
    mine: (from: string, to: string) => `${from} → ${to} waits to be sent again.`,
    theirs: (from: string, to: string) => `${from} → ${to} is given up.`,
  },
};
