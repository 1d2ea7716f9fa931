import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { Action } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { ActionButton } from '../../components/ActionButton.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { TagActions } from '../../shell/tagging/TagActions.tsx';
import styles from './library.module.css';
import type { ChosenFaces } from './useFaceActions.ts';

interface SelectionBarProps {
  faces: ChosenFaces;
  actions: readonly Action[];
  picker: RefObject<HTMLDivElement | null>;
  onMove(name: string): void;
  onClear(): void;
}

/** What can be done with several faces. */
export function SelectionBar({ faces, actions, picker, onMove, onClear }: SelectionBarProps) {
  const { library: words, common } = useMessages();
  const label = words.selected(faces.ids.length);
  return (
    <div className={styles.buttons} role="toolbar" aria-label={label}>
      <strong>{label}</strong>
      <div ref={picker} className={styles.picker}>
        <PersonPicker
          label={words.who}
          action={faces.named ? words.move : words.nameIt}
          without={faces.person ? [faces.person.id] : []}
          onPick={onMove}
        />
      </div>
      {actions.map((action) => (
        <ActionButton key={action.id} {...{ action }} />
      ))}
      {faces.named && <TagActions of={{ faceIds: [...faces.ids] }} />}
      <ActionIcon aria-label={common.close} onClick={onClear}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
