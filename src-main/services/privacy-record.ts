/** The record of processing (GDPR, article 30): what the library holds, why, and for how long. */
import { resolve } from 'node:path';
import { consentState, noConsent } from '../../src-shared/consent.ts';
import type { Changed, PrivacyRecord } from '../../src-shared/contract/index.ts';
import { dayOf } from '../../src-shared/days.ts';
import { recordHtml } from '../../src-shared/privacy-record.ts';
import { version } from '../app-files.ts';
import { backupsOf, listBackups } from '../store/backup.ts';
import { isEncrypted } from '../store/encryption/keyring.ts';
import { infoOfServer, serverOf } from '../store/gallery-server.ts';
import { change } from '../store/journal.ts';
import { listPeople } from '../store/people.ts';
import { countTrainedHeads } from '../store/runs.ts';
import { readSetting, recordTexts, writeSetting } from '../store/settings.ts';
import { shareOf } from '../store/shared-server.ts';
import type { Store } from '../store/store.ts';
import { countStrangers, oldestReading } from '../store/strangers.ts';
import { librarySummary } from '../store/summary.ts';
import { writeNew } from './new-files.ts';
import { retentionOf } from './retention.ts';

/** @param today as dayOf of days.ts writes it. */
export function recordOf(store: Store, today: string): PrivacyRecord {
  const { db, folder } = store;
  const people = listPeople(db);
  const states = people.map(({ consent }) => consentState(consent, today));
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  const { photos, faces } = librarySummary(db, folder);
  const since = oldestReading(db);
  const server = serverOf(folder);
  const share = shareOf(folder);
  return {
    at: today,
    version,
    library: folder,
    encrypted: isEncrypted(folder),
    server: server && infoOfServer(server),
    shared: share && infoOfServer(share),
    people: people.length,
    photos,
    faces,
    strangers: countStrangers(db),
    heads: countTrainedHeads(db),
    backups: listBackups(backupsOf(folder)).length,
    since: since === null ? null : dayOf(since),
    consents: {
      noted: people.filter(({ consent }) => JSON.stringify(consent) !== JSON.stringify(noConsent)).length,
      soon: count('soon'),
      ended: count('ended'),
    },
    rule: retentionOf(store),
    purposes: readSetting(db, recordTexts.purposes) || null,
    controller: readSetting(db, recordTexts.controller) || null,
  };
}

/** Sets texts of the record; null and empty: the text that Tammes has. */
export function setRecordTexts(
  { db }: Store,
  texts: { purposes?: string | null | undefined; controller?: string | null | undefined },
): Changed {
  const fields = (['purposes', 'controller'] as const).filter(
    (field) =>
      texts[field] !== undefined && (texts[field] ?? '') !== (readSetting(db, recordTexts[field]) ?? ''),
  );
  const { entryId } = change(
    db,
    () => {
      for (const field of fields) writeSetting(db, recordTexts[field], texts[field] ?? '');
    },
    () => ({ action: 'set-privacy', parameters: { fields } }),
  );
  return { entryId };
}

/** Writes the record as a page, for its owner alone. @throws TammesError 'file-there' or 'file-not-written' */
export async function writeRecord(store: Store, to: string, language: 'en' | 'ja'): Promise<PrivacyRecord> {
  const path = resolve(to);
  const record = recordOf(store, dayOf(new Date()));
  await writeNew(path, (append) => append(new TextEncoder().encode(recordHtml(record, language))));
  return record;
}
