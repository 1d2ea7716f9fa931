/** The namespace `share`: a shared gallery in the window. */
import type { ShareEntrance, ShareNews, ShareState, ShareWork } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import type { JobControls, Jobs } from './jobs.ts';
import {
  accessOfDesk,
  forgetInGallery,
  initShare,
  joinShare,
  leaveShare,
  localStateOfDesk,
  namesInGallery,
  publishToShare,
} from './share.ts';
import { keepPeople } from './share-keep.ts';
import { grantAccess, membersOfGallery, revokeAccess } from './share-members.ts';
import {
  type Correction,
  correctInGallery,
  decideInGallery,
  pullFromShare,
  pushToShare,
} from './share-sync.ts';

/** @param onNew is called when people, heads or what is known of the gallery may be others. */
export function shareHandlers(store: Store, jobs: Jobs, onNew: () => void): Handlers<'share'> {
  let last: ShareNews | null = null;
  const state = async (): Promise<ShareState | null> => {
    const now = await localStateOfDesk(store);
    return now && { ...now, waiting: waitingOf(now.waiting), last };
  };
  /** Something else than what the last work has come to. */
  const changed = () => {
    last = null;
    onNew();
  };
  const enter = async (entering: Promise<ShareEntrance>) => {
    const entrance = await entering;
    changed();
    return entrance;
  };
  /** The window may still ask when the library has just left. */
  const ifJoined = async <T>(asked: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (shareOf(store.folder) === null) return otherwise;
      throw error;
    }
  };
  return {
    'share.state': state,
    'share.access': () => ifJoined(accessOfDesk(store), { role: null, failure: null }),
    'share.init': ({ address, password }) => enter(initShare(store, address, password)),
    'share.join': ({ address, password }) => enter(joinShare(store, address, password)),
    'share.people': async () => namesInGallery(store),
    'share.rename': async (wanted) => {
      const { correction, ...rest } = await correctInGallery(store, wanted).finally(changed);
      return { waiting: correction && waitingOf([correction])[0]!, ...rest };
    },
    'share.forget': ({ name }) => forgetInGallery(store, name).finally(changed),
    'share.begin': async ({ work }) =>
      jobs.start('share', '', async (controls) => {
        try {
          last = await doWork(store, work, controls);
        } finally {
          // What was done before it was broken off is there, too.
          onNew();
        }
      }),
    'share.decide': async ({ number, whose }) => {
      await decideInGallery(store, number, whose);
      onNew();
    },
    'share.members': () => ifJoined(membersOfGallery(store), []),
    'share.grant': ({ login, ...wanted }) => grantAccess(store, login, wanted),
    'share.revoke': ({ login }) => revokeAccess(store, login),
    'share.publish': async ({ headId }) => {
      const published = await publishToShare(store, String(headId));
      onNew();
      return published;
    },
    'share.leave': async () => {
      const server = leaveShare(store);
      changed();
      return { server };
    },
  };
}

async function doWork(store: Store, work: ShareWork, { signal, tell }: JobControls): Promise<ShareNews> {
  const hear = (done: number, total: number) => {
    // Whatever has come or gone by then is whole, and the rest follows with the next try.
    if (signal.aborted) throw new TammesError('work-cancelled', {});
    tell(done, total);
  };
  if (work === 'push') return { work, ...(await pushToShare(store, hear)) };
  if (work === 'pull') return { work, ...(await pullFromShare(store, hear)) };
  return { work, ...(await keepPeople(store, hear, signal)) };
}

/** Corrections as people and programs are told of them. */
export const waitingOf = (corrections: readonly Correction[]): ShareState['waiting'] =>
  corrections.map(({ number, from, to, into, at, refused }) => ({
    ...{ number, from, to, at, refused },
    merges: into !== null,
  }));
