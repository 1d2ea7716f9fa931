import { TextInput } from '@mantine/core';
import { useCallback } from 'react';
import { useMessages } from '../../app/language.tsx';
import { FolderField } from '../../shell/add-folder/FolderField.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';

interface OutsideFieldsProps {
  state: EvaluateState;
  set: SetState;
}

/** The folders, or the list and its folder, on whose photos heads are judged. */
export function OutsideFields({ state, set }: OutsideFieldsProps) {
  const { evaluate: words } = useMessages();
  const isList = state.protocol === 'list';
  return (
    <div className={styles.outside}>
      <p className={styles.note}>{isList ? words.listHelp : words.foldersHelp}</p>
      {isList ? (
        <>
          <TextInput
            label={words.pairsList}
            value={state.pairsList}
            spellCheck={false}
            onChange={({ target }) => set({ pairsList: target.value }, { replace: true })}
          />
          <OutsideFolder part="images" {...{ state, set }} />
        </>
      ) : (
        (['gallery', 'probes', 'strangers'] as const).map((part) => (
          <OutsideFolder key={part} {...{ part, state, set }} />
        ))
      )}
    </div>
  );
}

interface OutsideFolderProps extends OutsideFieldsProps {
  part: 'gallery' | 'probes' | 'strangers' | 'images';
}

function OutsideFolder({ part, state, set }: OutsideFolderProps) {
  const { evaluate: words } = useMessages();
  const take = useCallback((path: string) => set({ [part]: path }, { replace: true }), [part, set]);
  return <FolderField label={words.outside[part]} value={state[part]} onChange={take} onChoose={take} />;
}
