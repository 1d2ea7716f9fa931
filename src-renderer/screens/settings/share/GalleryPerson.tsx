import { Autocomplete } from '@mantine/core';
import { useCall } from '../../../app/data.ts';

interface GalleryPersonProps {
  label: string;
  /** Names as they are in the gallery, or as they will be there after the corrections that wait. */
  names: 'there' | 'corrected';
  value: string;
  /** Whether the dialog begins here. */
  first?: boolean;
  onChange(name: string): void;
}

/** Most names that are offered at a time. */
const most = 8;

/** The name of somebody of the gallery, with completion; others, of whom nothing has come yet, can be written, too. */
export function GalleryPerson({ names, first = false, ...field }: GalleryPersonProps) {
  const { data: people } = useCall('share.people', undefined);
  return (
    <Autocomplete
      {...field}
      data={people?.[names] ?? []}
      limit={most}
      maxLength={200}
      spellCheck={false}
      data-autofocus={first || undefined}
    />
  );
}
