import { ActionIcon, NativeSelect, Select, Slider } from '@mantine/core';
import { IconPhoto, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useMemo } from 'react';
import { faceGrouping, faceSort, type Person } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { faceSizes, usePreferences } from '../../app/preferences.tsx';
import { FilterPopover } from '../../components/FilterPopover.tsx';
import { FilterFields, type FilterProps } from './FilterFields.tsx';
import styles from './library.module.css';
import { filtersSet, type LibraryState, peopleIn } from './library-query.ts';

interface FilterBarProps extends FilterProps {
  people: readonly Person[];
}

/** People that the list offers at a time. */
const most = 60;

/** Whose faces are shown, which, in which order and how large. */
export function FilterBar({ state, people, set }: FilterBarProps) {
  const { library: words } = useMessages();
  const { person, sort, descending, group } = state;
  const several = peopleIn(person).length;
  const options = useMemo(
    () => [
      { value: 'all', label: words.everyone },
      { value: 'nobody', label: words.nobody },
      ...(several > 1 ? [{ value: person, label: words.severalPeople(several) }] : []),
      ...people.map(({ id, name }) => ({ value: String(id), label: name })),
    ],
    [people, person, several, words],
  );
  return (
    <div className={styles.bar}>
      <Select
        className={styles.person!}
        aria-label={words.person}
        data={options}
        limit={most}
        searchable
        allowDeselect={false}
        value={person === '' ? 'all' : person}
        onChange={(value) => set({ person: value === 'all' || value === null ? '' : value })}
      />
      <Filters {...{ state, set }} />
      <span className={styles.gap} />
      <NativeSelect
        aria-label={words.group}
        value={group}
        onChange={({ target }) => set({ group: target.value as LibraryState['group'] })}
        data={(['none', ...faceGrouping.options] as const).map((value) => ({
          value,
          label: words.groups[value],
        }))}
      />
      <NativeSelect
        aria-label={words.sort}
        value={sort}
        onChange={({ target }) => set({ sort: target.value as LibraryState['sort'] })}
        data={faceSort.options.map((value) => ({ value, label: words.sorts[value] }))}
      />
      <ActionIcon
        variant="default"
        aria-label={descending ? words.descending : words.ascending}
        title={descending ? words.descending : words.ascending}
        aria-pressed={descending}
        onClick={() => set({ descending: !descending })}
      >
        {descending ? (
          <IconSortDescending size={18} stroke={1.75} />
        ) : (
          <IconSortAscending size={18} stroke={1.75} />
        )}
      </ActionIcon>
    </div>
  );
}

/** How large the faces are. */
export function FaceSize() {
  const { library: words } = useMessages();
  const { faceSize, set: prefer } = usePreferences();
  return (
    <div className={styles.sizes}>
      <IconPhoto size={14} stroke={1.75} aria-hidden />
      <Slider
        className={styles.slider!}
        thumbLabel={words.thumbnails}
        label={null}
        min={faceSizes.min}
        max={faceSizes.max}
        step={16}
        value={faceSize}
        onChange={(size) => prefer({ faceSize: size })}
      />
      <IconPhoto size={20} stroke={1.75} aria-hidden />
    </div>
  );
}

function Filters({ state, set }: FilterProps) {
  return (
    <FilterPopover count={filtersSet(state)} position="bottom-start" width={340}>
      <FilterFields {...{ state, set }} />
    </FilterPopover>
  );
}
