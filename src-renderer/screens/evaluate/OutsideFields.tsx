import { type ReactNode, useCallback } from 'react';
import type { FileEnding } from '../../../src-shared/contract/index.ts';
import { toFailure, wordingOf } from '../../../src-shared/errors/index.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { FolderField } from '../../shell/add-folder/FolderField.tsx';
import styles from './evaluate.module.css';
import { type EvaluateState, type OutsideField, outsideFields, type SetState } from './evaluate-address.ts';
import { PhotoGroupField } from './PhotoGroupField.tsx';
import type { RefusedField } from './useRefusedField.ts';

interface OutsideFieldsProps {
  state: EvaluateState;
  set: SetState;
  /** Null: nothing was refused. */
  refused: RefusedField | null;
}

/** The folders, or the lists and their folder, on whose photos heads are judged. */
export function OutsideFields(props: OutsideFieldsProps) {
  const { protocol, columns } = props.state;
  const { evaluate: words } = useMessages();
  const hasGroups = outsideFields[protocol].some((field) => field === 'columns');
  // While its path is written it is no file's yet.
  const table = /\.csv$/i.test(columns.trim()) ? columns.trim() : null;
  const { data, error } = useCall('evaluations.photoGroupings', { table }, { enabled: hasGroups });
  const wrongTable: RefusedField | null = error && { field: 'columns', failure: toFailure(error) };
  if (protocol === 'open-set' || protocol === 'holdout' || protocol === 'pairs') return null;
  return (
    <div className={styles.outside}>
      <p className={styles.note}>{words.outsideHelp[protocol]}</p>
      {outsideFields[protocol].map((field) => (
        <OutsidePath
          key={field}
          {...{ field }}
          {...props}
          refused={(field === 'columns' && wrongTable) || props.refused}
        />
      ))}
      {hasGroups && <PhotoGroupField {...props} groupings={data ?? []} />}
    </div>
  );
}

/** Of the fields that name a file, how it ends. */
const endingsOf: { readonly [K in OutsideField]?: readonly FileEnding[] } = {
  pairsList: ['txt', 'csv', 'bin'],
  columns: ['csv'],
  templates: ['txt'],
  templatePairs: ['txt'],
};

function OutsidePath({ field, state, set, refused }: OutsideFieldsProps & { field: OutsideField }) {
  const { evaluate: words } = useMessages();
  const { language } = useLanguage();
  const take = useCallback(
    // What a column says is of its table.
    (path: string) =>
      set(field === 'columns' ? { columns: path, photosBy: '' } : { [field]: path }, { replace: true }),
    [field, set],
  );
  const wording = refused?.field === field ? wordingOf(refused.failure, language) : null;
  const error: ReactNode = wording && (
    <span role="alert">
      {wording.message} {wording.remedy}
    </span>
  );
  return (
    <FolderField
      label={words.outside[field]}
      value={state[field]}
      endings={endingsOf[field]}
      {...{ error }}
      onChange={take}
      onChoose={take}
    />
  );
}
