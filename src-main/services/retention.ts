/** How long people and faces are kept: the rule, what is due by it, and erasing it once people have said so. */
import { z } from 'zod';
import { consentState } from '../../src-shared/consent.ts';
import {
  type Changed,
  type RetentionDue,
  type RetentionRule,
  retentionRule,
  type StrangersErased,
} from '../../src-shared/contract/index.ts';
import { monthsBefore } from '../../src-shared/days.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { backupsOf, listBackups } from '../store/backup.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved } from '../store/erase.ts';
import { change } from '../store/journal.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import { removeKeptNeighbours } from '../store/kept-neighbours.ts';
import { listPeople } from '../store/people.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { eraseStrangers, strangersBefore } from '../store/strangers.ts';
import { eraseCopies } from './erase-copies.ts';

const names = { expired: 'retention-expired', strangerMonths: 'retention-stranger-months' } as const;
/** Faces that are shown of those that are due. */
const mostShown = 24;

/** Off until somebody sets it. */
export function retentionOf({ db }: Store): RetentionRule {
  const months = retentionRule.shape.strangerMonths.safeParse(
    z.coerce.number().safeParse(readSetting(db, names.strangerMonths)).data ?? null,
  );
  return { expired: readSetting(db, names.expired) === 'yes', strangerMonths: months.data ?? null };
}

/** Sets the rule; nothing is erased by that. */
export function setRetention(store: Store, rule: RetentionRule): Changed {
  const before = retentionOf(store);
  const fields = (['expired', 'strangerMonths'] as const).filter((field) => before[field] !== rule[field]);
  const { entryId } = change(
    store.db,
    () => {
      if (fields.length === 0) return;
      writeSetting(store.db, names.expired, rule.expired ? 'yes' : 'no');
      writeSetting(store.db, names.strangerMonths, String(rule.strangerMonths ?? 0));
    },
    () => ({ action: 'set-privacy', parameters: { fields } }),
  );
  return { entryId };
}

/** What the rule names; nothing is changed. @param today as dayOf of days.ts writes it. */
export function dueBy(store: Store, { expired, strangerMonths }: RetentionRule, today: string): RetentionDue {
  const { db, folder } = store;
  const ended = expired
    ? listPeople(db).filter(({ consent }) => consentState(consent, today) === 'ended')
    : [];
  const people = ended
    .map(({ id, name, faces, consent }) => ({ id, name, faces, until: consent.until! }))
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.id - b.id));
  const backups = listBackups(backupsOf(folder)).length;
  if (strangerMonths === null) return { people, strangers: null, backups };
  const before = monthsBefore(today, strangerMonths);
  const faces = strangersBefore(db, before);
  const strangers = {
    before,
    faces: faces.length,
    photos: new Set(faces.map(({ photoId }) => photoId)).size,
    some: faces.slice(0, mostShown).map(({ faceId }) => faceId),
  };
  return { people, strangers, backups };
}

/**
 * Erases faces without a name on photos that were read before a day.
 * @param shown how many of them people have agreed to. @throws TammesError 'strangers-changed' if there are others by now.
 */
export async function eraseOldStrangers(
  store: Store,
  before: string,
  shown: number,
): Promise<StrangersErased> {
  const { db, folder } = store;
  const backups = listBackups(backupsOf(folder)).length;
  const agreed = () => {
    const faces = strangersBefore(db, before);
    if (faces.length !== shown) throw new TammesError('strangers-changed', { shown, found: faces.length });
    return faces;
  };
  agreed();
  // Before the rows: if the process ends between, the faces are still there to be erased again.
  await eraseCopies(folder);
  const erased = transaction(db, () => {
    const faces = agreed();
    eraseStrangers(
      db,
      faces.map(({ faceId }) => faceId),
    );
    return faces;
  });
  // A review and an index that are being worked out notice the change, and keep nothing of before.
  removeKeptNeighbours(folder);
  removeKeptIndexes(folder);
  return {
    faces: erased.length,
    photos: new Set(erased.map(({ photoId }) => photoId)).size,
    backups,
    complete: eraseRemoved(db),
  };
}
