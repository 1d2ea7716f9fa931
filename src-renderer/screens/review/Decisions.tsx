import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Action, useActions } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Keys } from '../../components/Keys.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import styles from './review.module.css';

export interface Decision extends Omit<Action, 'group'> {
  /** `filled`: what one mostly does. */
  variant?: 'filled' | 'default' | 'subtle';
}

interface DecisionsProps {
  decisions: readonly Decision[];
  /** Leaves it for later. */
  onSkip(): void;
  /** Not offered as another name. */
  without?: readonly number[];
  /** Gives another name. */
  onPick(name: string): void;
}

/** Moves the focus to the field for another name. */
const elseKey = 'E';

/** What one can decide about what is shown, by button, by key and from the palette, or by another name. Stays in sight. */
export function Decisions({ decisions: offered, onSkip, without = [], onPick }: DecisionsProps) {
  const { review: words } = useMessages();
  const decisions: readonly Decision[] = [
    ...offered,
    { id: 'skip', label: words.skip, icon: IconPlayerTrackNext, keys: 'S', variant: 'subtle', run: onSkip },
  ];
  const field = useRef<HTMLDivElement>(null);
  const latest = useRef(decisions);
  useEffect(() => {
    latest.current = decisions;
  });
  // They do something else with each face, but are the same actions while they are called the same: what they do is looked up.
  const called = decisions.map(({ id, label }) => `${id} ${label}`).join('\n');
  const actions = useMemo(
    () =>
      decisions.map((decision) => ({
        ...decision,
        group: 'screen' as const,
        run: () => latest.current.find(({ id }) => id === decision.id)?.run(),
      })),
    [called],
  );
  const other = useMemo(
    (): Action => ({
      id: 'else',
      group: 'screen',
      label: words.who,
      keys: elseKey,
      run: () => field.current?.querySelector('input')?.focus(),
    }),
    [words],
  );
  useActions(useMemo(() => [...actions, other], [actions, other]));
  return (
    <div className={styles.decide}>
      <div className={styles.buttons}>
        {actions.map(({ variant = 'default', ...action }) => (
          <ActionButton key={action.id} {...{ action, variant }} size="md" />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the field inside. */}
      <div
        ref={field}
        className={styles.else}
        onKeyDown={({ key, target }) => {
          // Leaves the field, so that keys decide again.
          if (key === 'Escape' && target instanceof HTMLInputElement) target.blur();
        }}
      >
        <Keys keys={elseKey} />
        <PersonPicker label={words.who} action={words.name} {...{ without, onPick }} />
      </div>
    </div>
  );
}
