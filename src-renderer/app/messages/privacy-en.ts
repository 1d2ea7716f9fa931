/** The words of privacy in English: how long faces are kept, and the record of processing. */
import { counted } from '../../../src-shared/counted.ts';

const faces = (count: number) => counted(count, 'face', 'faces');

export const privacyEn = {
  title: 'Privacy',
  local: 'Nothing leaves this machine',
  localHelp:
    'No connection is ever made. Photos, faces and names stay in the library on this machine; photos are never changed. “Forget for ever…”, in People, erases somebody everywhere in the library.',
  sent: 'Embeddings are sent to a database',
  sentHelp: (server: string, isEncrypted: boolean) =>
    `People’s embeddings go to ${server}, ${isEncrypted ? 'over an encrypted connection' : 'over a connection that is not encrypted'}, as the library was connected to it. Photos, pictures of faces and names stay in the library on this machine. To end it: tammes gallery disconnect.`,
  shared: 'A gallery is shared with other libraries',
  sharedHelp: (server: string, connection: 'verified' | 'local' | 'clear') =>
    `Names of people and embeddings of their faces lie in the database ${server}, ${{ verified: 'over an encrypted connection', local: 'on this machine', clear: 'over a connection that is not encrypted' }[connection]}. This library’s go there when you send them (Settings, Shared gallery); those of other libraries come from there, and are recognised here. Photos and pictures of faces stay on this machine. To end it: “Leave…” there. People whom this library keeps stay in it.`,
  expired: 'Consent that has ended',
  expiredHelp: 'Lists below whose consent has ended. Consent is noted in People.',
  on: 'List',
  off: 'Off',
  strangers: 'Faces of strangers',
  strangersHelp:
    'Faces without a name may be erased once they have been kept for long. Nothing is erased before you have seen it and said so.',
  keep: 'Keep',
  after: (months: number) => `May go after ${counted(months, 'month', 'months')}`,
  due: 'Due today',
  nothingDue: 'Nothing is due by these rules.',
  dueText: (people: number, strangers: number) =>
    [
      ...(people > 0 ? [`The consent of ${counted(people, 'person', 'people')} has ended`] : []),
      ...(strangers > 0
        ? [`${faces(strangers)} of strangers ${strangers === 1 ? 'is' : 'are'} old enough to go`]
        : []),
    ].join('; '),
  look: 'Look…',
  dueTitle: 'What is due by the rules',
  people: 'People whose consent has ended',
  person: (name: string, until: string) => `${name}, on ${until}`,
  peopleHelp: 'Renew the consent, or forget them for ever, in People.',
  toPeople: 'Show them in People',
  strangersTitle: (count: number, photos: number) =>
    `${faces(count)} of strangers, on ${counted(photos, 'photo', 'photos')}`,
  strangersDue: (before: string) =>
    `Their photos were read before ${before}. Whoever you know among them stays if you give a name first.`,
  shown: (shown: number, total: number) => `The oldest ${shown} of ${total}.`,
  erase: (count: number) => `Erase ${faces(count)}…`,
  question: (count: number) => `Erase ${faces(count)} for good?`,
  questionText: (backups: number) =>
    `Features and pictures of these faces go, and nothing brings them back. The photos stay, and are not searched for these faces again.${
      backups > 0
        ? ` ${counted(backups, 'backup', 'backups')} in the library’s folder, in which they are, too, ${backups === 1 ? 'goes' : 'go'} with them.`
        : ''
    }`,
  eraseNow: 'Erase for good',
  erasing: 'Erasing…',
  erased: (count: number, complete: boolean) =>
    `${faces(count)} of strangers erased.${
      complete ? '' : ' Another program keeps the library open: its file is cleared once it is opened again.'
    }`,
  record: 'Record of processing',
  recordHelp:
    'What is stored, why and for how long, on one page to print: for who has to keep such a record (GDPR, article 30).',
  open: 'Open',
  back: 'Back to the settings',
  print: 'Print',
  save: 'Save as a page',
  fileName: 'record-of-processing',
  controller: 'Who is responsible',
  controllerHelp: 'Name, address, and how one can be reached.',
  purposes: 'Purposes',
  purposesHelp: 'What faces and names are kept for.',
};
