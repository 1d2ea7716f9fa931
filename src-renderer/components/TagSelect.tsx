import { NativeSelect } from '@mantine/core';
import type { TagCondition } from '../../src-shared/contract/index.ts';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import { keyOfTag, tagOfKey } from './tag-key.ts';

interface TagSelectProps {
  label: string;
  /** What the choice of none is called. */
  none: string;
  value: TagCondition | null;
  onChange(value: TagCondition | null): void;
}

/** A choice among the library's tags and their values; nothing where there are none. */
export function TagSelect({ label, none, value, onChange }: TagSelectProps) {
  const { tags: words } = useMessages();
  const { data: tags = [] } = useCall('library.tags', undefined);
  const offered = tags.flatMap(({ name, values }): TagCondition[] => [
    { name, value: null },
    ...values.map((one) => ({ name, value: one.value })),
  ]);
  const isGone = value !== null && !offered.some((one) => keyOfTag(one) === keyOfTag(value));
  if (offered.length === 0 && value === null) return null;
  return (
    <NativeSelect
      {...{ label }}
      value={keyOfTag(value)}
      onChange={({ target }) => onChange(tagOfKey(target.value))}
      data={[
        { value: '', label: none },
        ...[...offered, ...(isGone ? [value] : [])].map((tag) => ({
          value: keyOfTag(tag),
          label: words.named(tag),
        })),
      ]}
    />
  );
}
