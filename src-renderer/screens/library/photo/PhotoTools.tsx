import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Action } from '../../../app/actions.ts';
import { useMessages } from '../../../app/language.tsx';
import { ActionButton } from '../../../components/ActionButton.tsx';
import styles from './photo.module.css';

interface PhotoToolsProps {
  title: string;
  actions: readonly Action[];
  /** While a box is drawn. */
  drawing: { busy: boolean; onSave(): void; onCancel(): void } | null;
  onStep(by: 1 | -1): void;
  onClose(): void;
}

/** The way back, along the list, and what can be done with the boxes. */
export function PhotoTools({ title, actions, drawing, onStep, onClose }: PhotoToolsProps) {
  const { library: words, common } = useMessages();
  return (
    <div className={styles.tools}>
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={16} stroke={1.75} aria-hidden />}
        onClick={onClose}
      >
        {words.allFaces}
      </Button>
      <ActionIcon aria-label={words.previous} title={words.previous} onClick={() => onStep(-1)}>
        <IconChevronLeft size={18} stroke={1.75} />
      </ActionIcon>
      <ActionIcon aria-label={words.next} title={words.next} onClick={() => onStep(1)}>
        <IconChevronRight size={18} stroke={1.75} />
      </ActionIcon>
      <span className={styles.title}>{title}</span>
      {drawing === null ? (
        actions.map((action) => <ActionButton key={action.id} {...{ action }} />)
      ) : (
        <>
          <Button variant="default" onClick={drawing.onCancel}>
            {common.cancel}
          </Button>
          <Button loading={drawing.busy} onClick={drawing.onSave}>
            {words.save}
          </Button>
          <p className={styles.help} role="status">
            {drawing.busy ? words.describing : words.drawHelp}
          </p>
        </>
      )}
    </div>
  );
}
