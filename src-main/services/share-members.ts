/** Who has access to the gallery that a library shares: its owners say so. */
import type { ShareEntry, ShareMember } from '../../src-shared/contract/index.ts';
import { withShare } from '../gallery/share/client.ts';
import { grant, membersOf, revoke, type Wanted } from '../gallery/share/members.ts';
import { addressFor, isOfThisMachine } from '../store/gallery-server.ts';
import type { Store } from '../store/store.ts';
import { expectRole, joined } from './share-sync.ts';

/** @throws TammesError 'share-not-joined', 'share-not-let-in' and what `accessOf` throws */
export async function membersOfGallery(store: Store): Promise<ShareMember[]> {
  const share = joined(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    return membersOf(client, share);
  });
}

/**
 * Gives a login access, or changes what it may do: see `grant`.
 * @returns also what it joins by. @throws as `grant` and `membersOfGallery`
 */
export function grantAccess(store: Store, login: string, wanted: Wanted): Promise<ShareEntry> {
  const share = joined(store);
  return withShare(share, async (client) => {
    await expectRole(client, share, 'owner');
    const granted = await grant(client, share, login, wanted);
    return {
      ...granted,
      address: addressFor(share, login),
      isLocal: isOfThisMachine(share.host),
      needsCertificates: share.tls && share.rootCertificates !== null,
    };
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
