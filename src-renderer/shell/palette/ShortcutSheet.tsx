import { Modal } from '@mantine/core';
import { type Action, useAllActions } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { Keys } from '../../components/Keys.tsx';
import styles from './ShortcutSheet.module.css';

/** All shortcuts of this screen and of the window. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
  const { palette: words, common } = useMessages();
  const withKeys = useAllActions().filter(({ keys }) => keys !== undefined);
  const groups = (['screen', 'library', 'window', 'go'] as const)
    .map((group) => ({ group, actions: withKeys.filter((action) => action.group === group) }))
    .filter(({ actions }) => actions.length > 0);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.shortcuts}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.groups}>
        {groups.map(({ group, actions }) => (
          <section key={group}>
            <h3>{words.groups[group]}</h3>
            <dl className={styles.list}>
              {actions.map((action: Action) => (
                <div key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    <Keys keys={action.keys!} />
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
