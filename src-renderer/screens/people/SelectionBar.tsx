import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Person } from '../../../src-shared/contract/index.ts';
import type { Action } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { ActionButton } from '../../components/ActionButton.tsx';
import { TagActions } from '../../shell/tagging/TagActions.tsx';
import styles from './people.module.css';

interface SelectionBarProps {
  people: readonly Person[];
  actions: readonly Action[];
  onClear(): void;
}

/** What can be done with several people. */
export function SelectionBar({ people, actions, onClear }: SelectionBarProps) {
  const { people: words, common } = useMessages();
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.selected(people.length)}>
      <strong>{words.selected(people.length)}</strong>
      {actions.map((action, i) => (
        <ActionButton key={action.id} {...{ action }} variant={i === 0 ? 'filled' : 'default'} />
      ))}
      <TagActions of={{ personIds: people.map(({ id }) => id) }} />
      <ActionIcon aria-label={common.close} onClick={onClear}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
