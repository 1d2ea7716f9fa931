/** Who has access to the gallery that a library shares: its owners say so. */
import type { GrantedRole, ShareEntry, ShareMember } from '../../src-shared/contract/index.ts';
import { withShare } from '../gallery/share/client.ts';
import { grant, membersOf, revoke } from '../gallery/share/members.ts';
import { addressFor } from '../store/gallery-server.ts';
import type { Store } from '../store/store.ts';
import { expectRole, joined } from './share-sync.ts';

/** @throws TammesError 'share-not-joined', 'share-not-let-in' and what `accessOf` throws */
export function membersOfGallery(store: Store): Promise<ShareMember[]> {
  const share = joined(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    return membersOf(client, share);
  });
}

/**
 * Gives a login access, or changes what it may do.
 * @returns the address that it joins by, and the password if the login was made for it.
 * @throws as `grant` and `membersOfGallery`
 */
export function grantAccess(store: Store, login: string, role: GrantedRole): Promise<ShareEntry> {
  const share = joined(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    const password = await grant(client, share, login, role);
    return { address: addressFor(share, login), password };
  });
}

/** @throws as `revoke` and `membersOfGallery` */
export function revokeAccess(store: Store, login: string): Promise<void> {
  const share = joined(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    await revoke(client, share, login);
  });
}
