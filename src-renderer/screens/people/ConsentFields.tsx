import { Button, Textarea, TextInput } from '@mantine/core';
import { IconEraser, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { consentState, renewedConsent } from '../../../src-shared/consent.ts';
import type { Consent, Person } from '../../../src-shared/contract/index.ts';
import { dayOf } from '../../../src-shared/days.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import styles from './people.module.css';
import { useDay } from './useDay.ts';

interface ConsentFieldsProps {
  person: Person;
  /** Asks whether to remove the person for good. */
  onForget(): void;
}

/** What is written in the fields; what changes elsewhere, as by undo, changes its field here, and no other. */
function useDraft(consent: Consent) {
  const [draft, setDraft] = useState(consent);
  const [known, setKnown] = useState(consent);
  const changed = (['note', 'given', 'until'] as const).filter((field) => known[field] !== consent[field]);
  if (changed.length > 0) {
    setKnown(consent);
    setDraft({ ...draft, ...Object.fromEntries(changed.map((field) => [field, consent[field]])) });
  }
  return [draft, setDraft] as const;
}

/** What is noted of a person's consent, folded away; once it has ended or ends soon, what can be done about it. */
export function ConsentFields({ person: { id, consent }, onForget }: ConsentFieldsProps) {
  const { people, forget } = useMessages();
  const words = people.consent;
  const change = useChange();
  const written = useDay();
  const [draft, setDraft] = useDraft(consent);
  const today = dayOf(new Date());
  const state = consentState(consent, today);
  const isWrong = draft.given !== null && draft.until !== null && draft.until < draft.given;
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

  const keep = (next: Consent) =>
    void change(() => bridge.call('people.update', { personId: id, consent: next }));
  function leave() {
    if (!isWrong && JSON.stringify(draft) !== JSON.stringify(consent)) keep(draft);
  }
  const detail = () => {
    if (consent.until !== null && state !== 'open') return words[state](written(consent.until));
    return consent.note === '' && consent.given === null ? words.none : words.open;
  };
  const renewed = renewedConsent(consent, today);
  return (
    <>
      {(state === 'soon' || state === 'ended') && (
        <div className={styles.due}>
          <p>{words[state](written(consent.until!))}</p>
          <div className={styles.actions}>
            <Button variant="default" leftSection={<IconRefresh {...icon} />} onClick={() => keep(renewed)}>
              {words.renew(written(renewed.until!))}
            </Button>
            <Button variant="default" leftSection={<IconEraser {...icon} />} onClick={onForget}>
              {forget.action}
            </Button>
          </div>
        </div>
      )}
      <Disclosure title={words.title} detail={detail()}>
        <div className={styles.fields}>
          <Textarea
            label={words.note}
            description={words.noteHelp}
            autosize
            minRows={2}
            maxLength={10_000}
            value={draft.note}
            onChange={({ target }) => setDraft({ ...draft, note: target.value })}
            onBlur={leave}
          />
          {(['given', 'until'] as const).map((field) => (
            <TextInput
              key={field}
              type="date"
              label={words[field]}
              description={field === 'until' && words.untilHelp}
              error={field === 'until' && isWrong && words.wrongOrder}
              value={draft[field] ?? ''}
              onChange={({ target }) => setDraft({ ...draft, [field]: target.value || null })}
              onBlur={leave}
            />
          ))}
        </div>
      </Disclosure>
    </>
  );
}
