/** A library leaves its shared gallery while what is new there comes: nothing of it may stay behind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  initShare,
  joinShare,
  leaveShare,
  publishToShare,
  refreshShare,
} from '../../src-main/services/share.ts';
import { correctInGallery, pullFromShare } from '../../src-main/services/share-sync.ts';
import { readOutbox } from '../../src-main/store/share-outbox.ts';
import { readSharedNames } from '../../src-main/store/shared-people.ts';
import { shareOf } from '../../src-main/store/shared-server.ts';
import type { Store } from '../../src-main/store/store.ts';
import { hasPostgres } from '../helpers/postgres.ts';
import { pull, push, useDesks } from './desks.ts';

vi.hoisted(() => {
  // Which gallery a library shares is noted in the user's own folder, and it is not this one's.
  process.env.XDG_STATE_HOME = `${process.env.TMPDIR ?? '/tmp'}/tammes-state-${process.pid}`;
});

/** What happens right before the file of the gallery's people is written. */
const beforeWriting = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('../../src-main/store/shared-people.ts', async (original) => {
  const module = await original<typeof import('../../src-main/store/shared-people.ts')>();
  return {
    ...module,
    async keepSharedPeople(...what: Parameters<typeof module.keepSharedPeople>) {
      await beforeWriting();
      await module.keepSharedPeople(...what);
    },
  };
});

/** What happens right before the gallery is asked which kept faces are gone. */
const beforeAsking = vi.hoisted(() => vi.fn(() => {}));
vi.mock('../../src-main/gallery/share/pull.ts', async (original) => {
  const module = await original<typeof import('../../src-main/gallery/share/pull.ts')>();
  return {
    ...module,
    facesGone(...what: Parameters<typeof module.facesGone>) {
      beforeAsking();
      return module.facesGone(...what);
    },
  };
});

const desks = useDesks('leave');
const leftOf = ({ db, folder }: Store) => ({
  share: shareOf(folder),
  file: existsSync(join(folder, 'shared-people')),
  links: readOutbox(db).links,
  waiting: readOutbox(db).waiting,
});
const nothing = { share: null, file: false, links: [], waiting: [] };

describe.skipIf(!hasPostgres)('a library that leaves its shared gallery', { timeout: 60_000 }, () => {
  test.each(['while people come', 'before they are written', 'before all is done'])(
    'has nothing of it: %s',
    async (when) => {
      await push(await desks.owner(4, 2));
      const second = await desks.desk({ people: 2, each: 2, login: 'reader' });
      const leave = () => void leaveShare(second);
      if (when === 'before they are written') beforeWriting.mockImplementationOnce(async () => leave());
      if (when === 'before all is done') beforeAsking.mockImplementationOnce(leave);
      const tell = when === 'while people come' ? leave : () => {};
      await expect(pullFromShare(second, tell)).rejects.toMatchObject({ problem: 'share-not-joined' });
      expect(leftOf(second)).toEqual(nothing);
    },
  );

  test('has nothing of it if what comes has to wait for its turn', async () => {
    await push(await desks.owner(4, 2));
    const second = await desks.desk({ login: 'reader' });
    const pulls = [pull(second), pull(second), refreshShare(second)];
    leaveShare(second);
    await Promise.allSettled(pulls);
    expect(leftOf(second)).toEqual(nothing);
  });

  test('has no correction that was about to be made', async () => {
    await push(await desks.owner(4, 2));
    const second = await desks.desk();
    await pull(second);
    const correcting = correctInGallery(second, { from: 'person 1', to: 'Ada', mayMerge: true });
    leaveShare(second);
    await expect(correcting).rejects.toMatchObject({ problem: 'share-not-joined' });
    expect(leftOf(second)).toEqual(nothing);
  });

  test('keeps the gallery that it has joined instead', async () => {
    await push(await desks.owner(4, 2));
    const second = await desks.desk({ login: 'reader' });
    const other = 'leave_other';
    await desks.sql.unsafe(`CREATE DATABASE ${other}`);
    const address = desks.address.replace(desks.database, other);
    const third = await desks.library(3, 2);
    await initShare(third, address);
    await publishToShare(third, undefined);
    await push(third);
    beforeWriting.mockImplementationOnce(async () => {
      leaveShare(second);
      await joinShare(second, address);
    });
    await expect(pull(second)).rejects.toMatchObject({ problem: 'share-not-joined' });
    expect(leftOf(second)).toMatchObject({ ...nothing, share: { database: other, seen: null } });
    await pull(second);
    expect((await readSharedNames(second.folder))!.people).toHaveLength(3);
    expect(shareOf(second.folder)).toMatchObject({ database: other, seen: { state: expect.any(String) } });
  });

  test('takes what is new by the login that it has joined with again', async () => {
    await push(await desks.owner(4, 2));
    const second = await desks.desk({ login: 'reader' });
    const before = shareOf(second.folder)!;
    beforeWriting.mockImplementationOnce(
      async () => void (await joinShare(second, desks.door.through(desks.address))),
    );
    await pull(second);
    expect(shareOf(second.folder)!.user).not.toBe(before.user);
    expect((await readSharedNames(second.folder))!.people).toHaveLength(4);
  });
});
