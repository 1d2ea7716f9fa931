import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useMessages } from '../../app/language.tsx';
import styles from './FolderField.module.css';
import { useFolderChooser } from './useFolderChooser.tsx';

interface FolderFieldProps {
  label: string;
  value: string;
  disabled?: boolean;
  /** What is wrong with it. */
  error?: ReactNode;
  onChange(path: string): void;
  /** A folder was chosen from those that are there. It must keep its identity. */
  onChoose(path: string): void;
}

/** A folder's path, written or chosen. */
export function FolderField({ label, value, disabled = false, error, onChange, onChoose }: FolderFieldProps) {
  const { storage: words } = useMessages();
  const id = useId();
  const { ask, dialog } = useFolderChooser(onChoose, words.takeFolder);
  return (
    <>
      {dialog}
      <TextInput
        {...{ id, label, value, disabled, error }}
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        data-autofocus
        inputContainer={(input) => (
          <div className={styles.folder}>
            {input}
            <Button variant="default" {...{ disabled }} aria-describedby={`${id}-label`} onClick={ask}>
              {words.browse}
            </Button>
          </div>
        )}
      />
    </>
  );
}
