/** `tammes gallery share members`, `grant` and `revoke`: who has access to a shared gallery. */
import { type Command, Option } from 'commander';
import { z } from 'zod';
import {
  type GrantedRole,
  grantedRole,
  type ShareEntry,
  shareEntry,
  shareMember,
} from '../../src-shared/contract/index.ts';
import { grantAccess, membersOfGallery, revokeAccess } from '../services/share-members.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  json?: boolean;
}

const members = z.array(shareMember);
const revoked = z.object({ login: z.string() });

/** Adds the commands by which owners say who has access. @param command `tammes gallery share`. */
export function addMembers(command: Command): void {
  const sub = (usage: string, description: string, answer: z.ZodType) =>
    command.command(usage).description(description).addOption(libraryOption()).addOption(jsonOption(answer));
  sub('members', 'list who has access to the gallery (owners)', members).action(list);
  sub(
    'grant <login>',
    'give a login of the database access, or change what it may do; if there is none, it is made (owners)',
    shareEntry,
  )
    .addOption(
      new Option(
        '--role <role>',
        'a reader recognises, an enroller enrols and corrects, too (as it was; reader if it had no access)',
      ).choices(grantedRole.options),
    )
    .action(grant);
  sub('revoke <login>', 'take a login’s access away; the login itself stays (owners)', revoked).action(
    revoke,
  );
}

const list = ({ library, json }: Options) =>
  withStore(library, async (store) => {
    const all = await membersOfGallery(store);
    print(json, members, all, () =>
      table([
        ['login', 'role'],
        ...all.map(({ login, role, isOwn }) => [isOwn ? `${login} (you)` : login, role]),
      ]),
    );
  });

const grant = (login: string, { library, json, role }: Options & { role?: GrantedRole }) =>
  withStore(library, async (store) => {
    const entry = await grantAccess(store, login, { role: role ?? null, mayMake: true });
    print(json, shareEntry, entry, () => entryText(login, entry));
  });

function entryText(login: string, { address, password, role, before, ...needs }: ShareEntry): string {
  const was = before === null || before === role ? '' : ` It was ${before}.`;
  return [
    `${login} has access to the gallery, as ${role}.${was} To join: tammes gallery share join ${address}`,
    ...(needs.isLocal
      ? ['The address leads to this machine. From another one, put the server’s name in it.']
      : []),
    ...(needs.needsCertificates
      ? [
          'Your connection trusts certificates of a file. Whoever joins needs that file, too, and adds sslrootcert=FILE to the address, after ? or &.',
        ]
      : []),
    ...(password === null
      ? []
      : [
          `The login was made. Its password, which is shown only now: ${password}`,
          'Send it separately from the address. Tammes takes it from PGPASSWORD, the passfile, or the field in the window.',
        ]),
  ].join('\n');
}

const revoke = (login: string, { library, json }: Options) =>
  withStore(library, async (store) => {
    await revokeAccess(store, login);
    print(
      json,
      revoked,
      { login },
      () =>
        `${login} has no access to the gallery any more. What its libraries have taken stays there until they leave; what they have sent stays in the gallery.`,
    );
  });
