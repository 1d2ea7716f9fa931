/** What forgetting somebody takes away and leaves, before and afterwards. */
import type { Forgetting, ForgettingReceipt } from '../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Facts } from '../../components/Facts.tsx';
import styles from './people.module.css';

/** A fact, unless there is none of it. */
const counted = (title: string, count: number) => (count === 0 ? null : ([title, count] as const));
const listed = (title: string, names: readonly string[]) =>
  names.length === 0 ? null : ([title, names.join(', ')] as const);

export function WhatGoes({ title, forgetting }: { title: string; forgetting: Forgetting }) {
  const { forget: words } = useMessages();
  const { name, otherNames, faces, photos, photosKept, photosLoose } = forgetting;
  return (
    <section>
      <h3>{title}</h3>
      <Facts
        facts={[
          [words.names, [name, ...otherNames].join(', ')],
          [words.faces, faces],
          counted(words.photos, photos),
          counted(words.photosKept, photosKept),
          counted(words.photosLoose, photosLoose),
          counted(words.backups, forgetting.backups),
          counted(words.journalEntries, forgetting.journalEntries),
          counted(words.evaluations, forgetting.evaluations),
          listed(words.stoppedRuns, forgetting.stoppedRuns),
        ]}
      />
    </section>
  );
}

/** What lies elsewhere or tells of others. */
export function Stays({ forgetting: { filesLeft, notesLeft } }: { forgetting: Forgetting }) {
  const { forget: words } = useMessages();
  if (filesLeft.photos + filesLeft.exported + notesLeft === 0) return null;
  return (
    <section>
      <h3>{words.stays}</h3>
      <Facts
        facts={[
          counted(words.photoFiles, filesLeft.photos),
          counted(words.exportedFiles, filesLeft.exported),
          counted(words.notes, notesLeft),
        ]}
      />
    </section>
  );
}

export function Receipt({ receipt }: { receipt: ForgettingReceipt }) {
  const { forget: words } = useMessages();
  const { language } = useLanguage();
  const { at, rebuilt, dropped, complete, stillOn, shared } = receipt;
  const when = new Date(at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <div className={styles.forgetting} data-testid="receipt">
      <p role="status">
        {words.doneAt(when)} {complete ? words.complete : words.incomplete}
      </p>
      <WhatGoes title={words.went} forgetting={receipt} />
      <Facts
        facts={[
          listed(words.rebuilt, rebuilt),
          listed(words.dropped, dropped),
          listed(words.stillOn, stillOn === null ? [] : [stillOn]),
          listed(
            shared?.withdrawn === false ? words.stillShared : words.shared,
            shared === null ? [] : [shared.server],
          ),
        ]}
      />
      <Stays forgetting={receipt} />
    </div>
  );
}
