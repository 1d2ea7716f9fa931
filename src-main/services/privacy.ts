/** The namespace `privacy`. */
import { dayOf } from '../../src-shared/days.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { recordOf, setRecordTexts } from './privacy-record.ts';
import { dueBy, eraseOldStrangers, retentionOf, setRetention } from './retention.ts';

/** The namespace `privacy`. */
export function privacyHandlers(store: Store): Handlers<'privacy'> {
  return {
    'privacy.record': async () => recordOf(store, dayOf(new Date())),
    'privacy.setTexts': async (texts) => setRecordTexts(store, texts),
    'privacy.rule': async () => retentionOf(store),
    'privacy.setRule': async (rule) => setRetention(store, rule),
    'privacy.due': async () => dueBy(store, retentionOf(store), dayOf(new Date())),
    'privacy.eraseStrangers': ({ before, faces }) => eraseOldStrangers(store, before, faces),
  };
}
