import { Button, Checkbox } from '@mantine/core';
import { IconPhoto, IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';
import { go, href } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { TagActions } from '../../shell/tagging/TagActions.tsx';
import { neighboursOf } from '../../sphere/drawing/appearance.ts';
import type { NearestCentres } from '../../sphere/picture.ts';
import styles from './sphere.module.css';
import { useSphereAddress } from './sphere-address.ts';
import type { Selection } from './useSelection.ts';

interface SelectionActionsProps {
  names: readonly string[];
  nearest: NearestCentres;
  selection: Selection;
  /** Whether the filters of the address are used here. */
  isFiltered: boolean;
  onFly(): void;
}

/** How many are selected, and what can be done with them. */
export function SelectionActions({ names, nearest, selection, isFiltered, onFly }: SelectionActionsProps) {
  const { sphere: words } = useMessages();
  const { data: list = [] } = useCall('people.list', undefined);
  const [{ find, tag, quality }] = useSphereAddress();
  const { selected, isolated, select, take, isolate } = selection;
  const personOf = useMemo(() => new Map(list.map((one) => [one.name, one])), [list]);
  // A head may know people who are in the library no more.
  const people = selected.flatMap((i) => personOf.get(names[i]!) ?? []);
  const ids = people.map(({ id }) => id).join('.');
  const count = people.length;
  const faces = people.reduce((sum, person) => sum + person.faces, 0);
  const neighbours = neighboursOf(nearest, selected);
  const label = words.selectedOf(selected.length, faces);
  return (
    <div className={`${styles.search} ${styles.actions}`} role="toolbar" aria-label={label}>
      <strong>{label}</strong>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPhoto size={16} stroke={1.75} aria-hidden />}
        disabled={count === 0}
        onClick={() => go(href('library', [], { person: ids, ...(isFiltered && { find, tag, quality }) }))}
      >
        {words.showFaces}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUsers size={16} stroke={1.75} aria-hidden />}
        disabled={count === 0}
        onClick={() => go(href('people', [], { selected: ids, ...(count > 1 && { among: ids }) }))}
      >
        {words.showPeople(count)}
      </Button>
      {count > 0 && <TagActions of={{ personIds: people.map(({ id }) => id) }} size="xs" />}
      <Button size="xs" variant="default" onClick={onFly}>
        {words.fly}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        disabled={neighbours.length === 0}
        onClick={() => take(neighbours, 'add')}
      >
        {words.addNeighbours}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => select(null)}>
        {words.clear}
      </Button>
      <Checkbox
        size="xs"
        label={words.isolate}
        checked={isolated}
        onChange={({ target }) => isolate(target.checked)}
      />
    </div>
  );
}
