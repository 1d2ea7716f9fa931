import { Button } from '@mantine/core';
import { consentState, needsRenewal } from '../../../src-shared/consent.ts';
import type { Person } from '../../../src-shared/contract/index.ts';
import { dayOf } from '../../../src-shared/days.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './people.module.css';

/** Whether a person's consent has ended or ends soon. */
export const isDue = ({ consent }: Person) => needsRenewal(consent, dayOf(new Date()));

interface ConsentNoticeProps {
  people: readonly Person[] | undefined;
  /** Whether only those whose consent is due are shown. */
  only: boolean;
  onOnly(only: boolean): void;
}

/** A quiet line that says how many consents have ended or end soon; nothing if none does. */
export function ConsentNotice({ people = [], only, onOnly }: ConsentNoticeProps) {
  const { people: words } = useMessages();
  const due = people.filter(isDue);
  if (due.length === 0 && !only) return null;
  const today = dayOf(new Date());
  const ended = due.filter(({ consent }) => consentState(consent, today) === 'ended').length;
  return (
    <div className={styles.notice}>
      <span role="status">{words.consent.due(ended, due.length - ended)}</span>
      <Button variant="default" size="compact-sm" onClick={() => onOnly(!only)}>
        {only ? words.consent.showAll : words.consent.showDue}
      </Button>
    </div>
  );
}
