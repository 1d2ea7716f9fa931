/** Says who somebody is: a name of the library with completion, or a new one. */
import { Autocomplete, type AutocompleteProps, Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mediaUrl, type Person } from '../../src-shared/contract/index.ts';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import styles from './PersonPicker.module.css';

interface PersonPickerProps {
  label: string;
  /** Words of the button. */
  action: string;
  /** Filled in at first, such as whom it looks like. */
  suggested?: string;
  /** Not offered, such as who it is now. */
  without?: readonly number[];
  autoFocus?: boolean;
  /** The button lies below the name, which keeps its width when the button's words grow. */
  stacked?: boolean;
  onPick(name: string): void;
}

/** Most names that are offered at a time. */
const most = 8;

export function PersonPicker({
  label,
  action,
  suggested = '',
  without = [],
  autoFocus,
  stacked,
  onPick,
}: PersonPickerProps) {
  const { people: words } = useMessages();
  const { data: people = [] } = useCall('people.list', undefined);
  const [name, setName] = useState(suggested);
  const offered = people.filter(({ id }) => !without.includes(id));
  const isNew = !people.some((person) => person.name === name.trim());
  const pick = (chosen: string) => {
    if (chosen.trim() === '') return;
    onPick(chosen.trim());
    setName('');
  };
  return (
    <div className={styles.picker} data-stacked={stacked || undefined}>
      <Autocomplete
        className={styles.name!}
        classNames={{ dropdown: styles.list! }}
        comboboxProps={{ position: 'bottom-start' }}
        aria-label={label}
        placeholder={label}
        value={name}
        onChange={setName}
        data={offered.map((person) => person.name)}
        limit={most}
        maxLength={200}
        leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
        renderOption={optionOf(offered)}
        {...(autoFocus && { 'data-autofocus': true, autoFocus: true })}
        onKeyDown={(event) => {
          // The list's own Enter, on an option that is pointed at, fills the name in first.
          if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) pick(name);
        }}
      />
      <Button variant="default" disabled={name.trim() === ''} onClick={() => pick(name)}>
        {name.trim() !== '' && isNew ? words.newPerson(action) : action}
      </Button>
    </div>
  );
}

function optionOf(people: readonly Person[]): NonNullable<AutocompleteProps['renderOption']> {
  const byName = new Map(people.map((person) => [person.name, person]));
  return ({ option }) => {
    const portrait = byName.get(option.value)?.portrait;
    return (
      <span className={styles.option}>
        {portrait != null && (
          <img src={mediaUrl.chip(portrait)} alt="" width={24} height={24} loading="lazy" />
        )}
        {option.value}
      </span>
    );
  };
}
