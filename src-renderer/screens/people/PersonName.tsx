import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';

/** A person's name, and the field to change it. A name that somebody else has leads to a merge. */
export function PersonName({ person, onMerge }: { person: Person; onMerge(into: Person): void }) {
  const { people: words } = useMessages();
  const { data: people = [] } = useCall('people.list', undefined);
  const change = useChange();
  const [name, setName] = useState<string | null>(null);
  const other = people.find((one) => one.id !== person.id && one.name === name?.trim());

  async function rename() {
    const given = name?.trim();
    setName(null);
    if (!given || given === person.name) return;
    if (other) onMerge(other);
    else await change(() => bridge.call('people.rename', { personId: person.id, name: given }));
  }

  if (name === null) {
    return (
      <h2>
        {person.name}{' '}
        <ActionIcon size={26} aria-label={words.rename(person.name)} onClick={() => setName(person.name)}>
          <IconPencil size={16} stroke={1.75} />
        </ActionIcon>
      </h2>
    );
  }
  return (
    <TextInput
      label={words.name}
      description={other ? words.nameTaken(other.name) : undefined}
      autoFocus
      maxLength={200}
      value={name}
      onChange={({ target }) => setName(target.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        // Only the field, not the inspector.
        event.preventDefault();
        setName(null);
      }}
    />
  );
}
