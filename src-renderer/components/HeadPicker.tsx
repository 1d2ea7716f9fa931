import { useEffect } from 'react';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import { Field } from './Field.tsx';

/** Chooses one of the library's heads; starts with the pretrained one. */
export function HeadPicker({ value, onChange }: { value: number | null; onChange(headId: number): void }) {
  const { common } = useMessages();
  const { data: heads } = useCall('training.heads', undefined);
  useEffect(() => {
    const first = heads?.[0];
    // Also where the chosen head was removed.
    if (first !== undefined && !heads?.some(({ id }) => id === value)) onChange(first.id);
  }, [heads, value, onChange]);
  return (
    <Field label={common.head}>
      {(control) => (
        <select {...control} value={value ?? ''} onChange={({ target }) => onChange(Number(target.value))}>
          {heads?.map(({ id, name, dim, outdated }) => (
            <option key={id} value={id}>
              {outdated ? `${name} (${dim}, ${common.olderHead})` : `${name} (${dim})`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
