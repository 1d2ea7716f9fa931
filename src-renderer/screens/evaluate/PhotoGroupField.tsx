import { NativeSelect } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import type { EvaluateState, SetState } from './evaluate-address.ts';

interface PhotoGroupFieldProps {
  /** What there is to choose from. */
  groupings: readonly string[];
  state: EvaluateState;
  set: SetState;
}

/** What groups of photos beside the library are formed by: what their faces show, or a column of the table that is named beside it. */
export function PhotoGroupField({ groupings, state: { photosBy }, set }: PhotoGroupFieldProps) {
  const { evaluate: words } = useMessages();
  // What the address names may be of a table that is not read yet.
  const options = photosBy === '' || groupings.includes(photosBy) ? groupings : [...groupings, photosBy];
  return (
    <NativeSelect
      label={words.by}
      value={photosBy}
      onChange={({ target }) => set({ photosBy: target.value }, { replace: true })}
      data={[
        { value: '', label: words.noGroups },
        ...options.map((by) => ({ value: by, label: words.groupedBy(by) })),
      ]}
    />
  );
}
