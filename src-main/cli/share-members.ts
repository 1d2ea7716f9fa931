/** `tammes gallery share members`, `grant` and `revoke`: who has access to a shared gallery. */
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type GrantedRole, grantedRole, shareEntry, shareMember } from '../../src-shared/contract/index.ts';
import { grantAccess, membersOfGallery, revokeAccess } from '../services/share-members.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { withStore } from './with-store.ts';

interface Options {
  library: string;
  json?: boolean;
}

const members = z.array(shareMember);
const revoked = z.object({ login: z.string() });

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
      new Option('--role <role>', 'a reader recognises, an enroller enrols and corrects, too')
        .choices(grantedRole.options)
        .default('reader'),
    )
    .action(enter);
  sub('revoke <login>', 'take a login’s access away; the login itself stays (owners)', revoked).action(leave);
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

const enter = (login: string, { library, json, role }: Options & { role: GrantedRole }) =>
  withStore(library, async (store) => {
    const entry = await grantAccess(store, login, role);
    print(json, shareEntry, entry, () =>
      [
        `${login} has access to the gallery, as ${role}. At that desk: tammes gallery share join ${entry.address}`,
        ...(entry.password === null
          ? []
          : [
              `The login was made. Its password, which is shown only now: ${entry.password}`,
              'Pass it on apart from the address. The desk takes it from PGPASSWORD, the passfile, or the field in the window.',
            ]),
      ].join('\n'),
    );
  });

const leave = (login: string, { library, json }: Options) =>
  withStore(library, async (store) => {
    await revokeAccess(store, login);
    print(
      json,
      revoked,
      { login },
      () =>
        `${login} has no access to the gallery any more. What its desks have taken stays there until they leave; what they have sent stays in the gallery.`,
    );
  });
