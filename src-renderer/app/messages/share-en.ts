/** The words of a shared gallery in English. */
import type { ShareNews, ShareRole, WaitingCorrection } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';

const people = (count: number) => counted(count, 'person', 'people');
const faces = (count: number) => counted(count, 'face', 'faces');
const roles: Readonly<Record<ShareRole, string>> = {
  reader: 'With your login you can recognise the people of the others, but not send.',
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
        : ` ${counted(one.lost, 'kept face was', 'kept faces were')} erased for good, as the gallery no longer has ${one.lost === 1 ? 'it' : 'them'}. Backups may still have ${one.lost === 1 ? 'it' : 'them'}.`
    }`;
  return `Kept, and compared: ${people(one.people)} with ${faces(one.faces)}, ${one.added} new. Undo takes that back.${leftOut(one.unsound)}`;
}

export const shareEn = {
  title: 'Shared gallery',
  none: 'This library shares no gallery',
  noneHelp:
    'Through a PostgreSQL database, several libraries can recognise the same people. When you send, the names of enrolled people and the embeddings of their faces go there. Photos never do.',
  join: 'Join…',
  joinTitle: 'Join a shared gallery',
  joinText:
    'Nothing is sent. The people of the others come here, and are recognised from then on. An owner of the gallery tells you its address, and gives your login access. If there is no gallery at the address, “Join” says so and offers to make one.',
  address: 'Address',
  addressHelp:
    'Such as postgres://anna@db.example/people. The connection is encrypted and the server’s certificate verified, unless the server is on this machine.',
  password: 'Password',
  passwordHelp:
    'Kept in a file of your own, readable by you alone. Leave it empty if PGPASSWORD or the passfile has it.',
  joinNow: 'Join',
  joining: 'Joining…',
  makeNow: 'Make a gallery there',
  making: 'Making…',
  updateNow: 'Bring it up to date and join',
  made: 'The shared gallery is made, and you own it. Now publish a head, then send your people.',
  /** Of a gallery that was joined: nothing can come from it yet. */
  empty: {
    reader: 'The gallery has no head yet. Its people come here once an owner has published one.',
    enroller: 'The gallery has no head yet. People can be sent and taken once an owner has published one.',
    owner: 'The gallery has no head yet. Publish one, then send your people.',
  },
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
    `${kept === 0 ? '' : `This library keeps ${people(kept)} already. `}${
      has === 0 ? 'The people of the others' : `All ${people(has)} of the others`
    } can become this library’s own, and stay when you leave. Only the gallery’s head recognises them. Photos do not come, so nothing is trained on them.`,
  keep: 'Keep',
  everybodyTitle: 'Everybody in the gallery',
  everybodyHelp: {
    enroller:
      'You can correct the name of anybody in the gallery for all libraries, even of people whose faces this library does not have.',
    owner:
      'You can correct the name of anybody in the gallery for all libraries, even of people whose faces this library does not have. As an owner you can also forget people for all libraries.',
  },
  rename: 'Correct a name…',
  renameTitle: 'Correct a name for all libraries',
  person: 'Person',
  newName: 'Correct name',
  renameText:
    'If somebody in the gallery already has this name, the two become one person. This cannot be undone for everybody: afterwards each library can separate only the faces that it has sent itself.',
  renameNow: 'Correct the name',
  renaming: 'Correcting…',
  /** @param waiting the correction, if it was not made. @param reached whether the gallery answered. */
  renamed: (from: string, to: string, waiting: WaitingCorrection | null, reached: boolean) => {
    if (waiting === null) return `${from} is ${to} for all libraries.`;
    if (waiting.refused !== null) return `${from} → ${to} was refused. Choose whose counts below.`;
    return reached
      ? `${from} → ${to} waits until an earlier correction of the same people is settled. Settle it below.`
      : `${from} → ${to} waits to be sent: the gallery does not answer.`;
  },
  forget: 'Forget somebody…',
  forgetTitle: 'Forget somebody for all libraries',
  forgetNext: 'Continue…',
  forgetAsk: (name: string) => `Forget ${name} for all libraries?`,
  forgetText:
    'All faces of the person are removed from the gallery for good, whoever sent them. Each library that shares the gallery loses the faces that it took or kept from there when it next takes what is new. This cannot be undone. Photos stay, and so do faces that a library has enrolled itself, and what a library kept that has left.',
  forgetNow: 'Forget for good',
  forgetting: 'Forgetting…',
  /** @param taken whether this library has taken what is left. @param cleared whether the server has overwritten what went. */
  forgotten: (name: string, count: number, { taken, cleared }: { taken: boolean; cleared: boolean }) =>
    `${name} is forgotten in the gallery, with ${faces(count)}.${
      taken ? '' : ' This library has not taken the change yet: choose “Take now”.'
    }${cleared ? '' : ' The server has not overwritten the faces yet; it does so by itself in time.'}`,
  publishTitle: 'Head of all',
  publishHelp:
    'The head by which all libraries recognise. After a new one, each library has to send its people once.',
  publish: 'Publish a head…',
  publishAsk: 'Publish a head for all libraries',
  publishText:
    'Each library uses the new head after it has next taken what is new. The others recognise its people again after it has sent them with this head.',
  publishNow: 'Publish',
  publishing: 'Publishing…',
  published: (head: string, version: number) =>
    `${head} is published as version ${version}. Send your people by it.`,
  membersTitle: 'Who has access',
  membersHelp:
    'Logins of the database, and what each may do in the gallery. Only whoever manages the server can make another owner.',
  memberColumns: ['Login', 'May do'],
  memberRoles: {
    reader: 'Recognise',
    enroller: 'Recognise, enrol and correct',
    owner: 'Everything, as an owner',
  } satisfies Record<ShareRole, string>,
  you: (login: string) => `${login} (you)`,
  grant: 'Give access…',
  grantTitle: 'Give access to the gallery',
  login: 'Login',
  loginHelp:
    'The name of a login of the database, such as anna. If there is none of this name, it is made with a password. If it has access already, this changes what it may do.',
  may: 'What it may do',
  grantNow: 'Give access',
  granting: 'Giving access…',
  granted: (login: string) => `${login} has access to the gallery`,
  passOn: {
    known: 'Pass on this address. The login keeps the password that it has.',
    made: 'The login was made. Pass on the address and the password in two separate messages. The password is shown only now: if it is lost, whoever manages the server has to set another.',
    local: 'The address leads to this machine. For other machines, put the server’s name in it.',
    certificates:
      'Your connection trusts certificates of a file. Pass that file on, too; whoever joins adds sslrootcert=FILE to the address, after ? or &.',
  },
  passedOn: 'I have passed the password on, or written it down',
  copy: 'Copy',
  copyOf: (what: string) => `Copy: ${what}`,
  copied: 'Copied',
  copiedOf: (what: string) => `Copied: ${what}`,
  revoke: 'Take away access…',
  revokeOf: (login: string) => `Take away access from ${login}…`,
  revokeAsk: (login: string) => `Take away access from ${login}?`,
  revokeText:
    'The login can neither take nor send any more. What its libraries have taken stays there until they leave, and what they have sent stays in the gallery. The login itself stays on the server, and can get access again.',
  revokeNow: 'Take away access',
  revoking: 'Taking away access…',
  revoked: (login: string) => `${login} has no access to the gallery any more.`,
  givenBack: (login: string) => `${login} has access to the gallery again.`,
  leaveTitle: 'Leave the shared gallery?',
  leaveText: (has: number, kept: number) =>
    kept === 0
      ? `The ${has === 0 ? 'people' : people(has)} of the others will not be recognised here any more. To have them stay, keep them first.`
      : `This library keeps ${people(kept)}. Nobody else of the others will be recognised here any more. To have who is new stay, keep again first.`,
  leaveWaiting: (count: number) =>
    `${counted(count, 'correction that has not been sent is', 'corrections that have not been sent are')} lost.`,
  leaveStays: 'What you have sent stays there.',
  leaveNow: 'Leave',
  leaving: 'Leaving…',
  left: (server: string) => `The library has left ${server}.`,
  corrections: 'Corrections for the others',
  correctionColumns: ['Correction', 'How it stands'],
  correctionsHelp:
    '“Send” sends those that wait, and so does the next “Correct a name…”. If one was refused, choose whose counts. With “Mine” it waits again, and the next “Send” sends it.',
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
