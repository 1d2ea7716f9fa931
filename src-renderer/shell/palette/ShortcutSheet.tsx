import { Modal } from '@mantine/core';
import { type Action, useAllActions } from '../../app/actions.ts';
import { type KnownKey, useAllKnownKeys } from '../../app/known-keys.ts';
import { useMessages } from '../../app/language.tsx';
import { Keys } from '../../components/Keys.tsx';
import styles from './ShortcutSheet.module.css';

interface Shortcut extends Pick<Action, 'id' | 'label'> {
  /** Each as `Keys` has it. */
  keys: readonly string[];
  group: Action['group'] | KnownKey['group'];
  /** Whether it does something now. */
  possible: boolean;
}

/** All shortcuts of this screen and of the window, those that need a selection, too. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
  const { palette: words, common } = useMessages();
  const shortcuts = useShortcuts();
  const groups = (['screen', 'grid', 'library', 'window', 'go'] as const)
    .map((group) => ({ group, shown: shortcuts.filter((one) => one.group === group) }))
    .filter(({ shown }) => shown.length > 0);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.shortcuts}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.groups}>
        {groups.map(({ group, shown }) => (
          <section key={group}>
            <h3>{words.groups[group]}</h3>
            <dl className={styles.list}>
              {shown.map(({ id, label, keys, possible }) => (
                <div key={id} data-impossible={!possible || undefined}>
                  <dt>
                    {label}
                    {!possible && <span className="visually-hidden"> ({words.notNow})</span>}
                  </dt>
                  <dd>
                    {keys.map((one) => (
                      <Keys key={one} keys={one} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function useShortcuts(): readonly Shortcut[] {
  const actions = useAllActions().flatMap(({ id, label, keys, group }) =>
    keys === undefined ? [] : [{ id, label, keys: [keys], group, possible: true }],
  );
  const known = useAllKnownKeys()
    .filter(({ id }) => actions.every((action) => action.id !== id))
    .map((one) => ({ ...one, keys: one.keys.split(' '), possible: one.group === 'grid' }));
  return [...actions, ...known];
}
