import { NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { noVerdictWords, standingWords } from '../../src-shared/verdict-words.ts';
import { useCall } from '../app/data.ts';
import { useLanguage, useMessages } from '../app/language.tsx';

/** Chooses one of the library's heads; starts with the active one. Each trained head comes with its verdict. */
export function HeadPicker({ value, onChange }: { value: number | null; onChange(headId: number): void }) {
  const { common } = useMessages();
  const { language } = useLanguage();
  const { data: heads } = useCall('training.heads', undefined);
  useEffect(() => {
    const first = heads?.find(({ active }) => active);
    // Also if the chosen head was removed.
    if (first !== undefined && !heads?.some(({ id }) => id === value)) onChange(first.id);
  }, [heads, value, onChange]);
  return (
    <NativeSelect
      label={common.head}
      value={value ?? ''}
      onChange={({ target }) => onChange(Number(target.value))}
      data={heads?.map(({ id, name, dim, outdated, runId, loss, verdict }) => {
        const notes = [
          String(dim),
          ...(outdated ? [common.olderHead] : []),
          ...(runId === null && loss === null
            ? []
            : [(verdict ? standingWords[verdict.standing] : noVerdictWords)[language]]),
        ];
        return { value: String(id), label: `${name} (${notes.join(', ')})` };
      })}
    />
  );
}
