import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { FileEnding } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import styles from './FolderField.module.css';
import { useFolderChooser } from './useFolderChooser.tsx';

interface FolderFieldProps {
  label: string;
  value: string;
  description?: string;
  disabled?: boolean;
  /** What is wrong with it. */
  error?: ReactNode;
  onChange(path: string): void;
  /** Of the files that can be chosen; without them, a folder can. They must keep their identity. */
  endings?: readonly FileEnding[] | undefined;
  /** One was chosen from those that are there. It must keep its identity. */
  onChoose(path: string): void;
}

/** The path of a folder, or of a file, written or chosen. */
export function FolderField({
  label,
  value,
  description,
  disabled = false,
  error,
  endings,
  onChange,
  onChoose,
}: FolderFieldProps) {
  const { storage: words } = useMessages();
  const id = useId();
  const { ask, dialog } = useFolderChooser(onChoose, words.takeFolder, endings);
  return (
    <>
      {dialog}
      <TextInput
        {...{ id, label, description, value, disabled, error }}
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
