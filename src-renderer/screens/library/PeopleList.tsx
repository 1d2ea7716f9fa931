import type { Person } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';

/** A person's id, null for faces without a name, or all. */
export type FaceFilter = number | null | 'everyone';

interface PeopleListProps {
  people: readonly Person[];
  selection: FaceFilter;
  onSelect(selection: FaceFilter): void;
}

/** The people of the library, to choose whose faces are shown. */
export function PeopleList({ people, selection, onSelect }: PeopleListProps) {
  const { library: words } = useMessages();
  const entry = (value: FaceFilter, name: string, detail: string) => (
    <li key={String(value)}>
      <button type="button" aria-pressed={selection === value} onClick={() => onSelect(value)}>
        <span>{name}</span>
        <small>{detail}</small>
      </button>
    </li>
  );
  return (
    <ul className="people">
      {entry('everyone', words.everyone, '')}
      {entry(null, words.nobody, '')}
      {people.map(({ id, name, faces, enrolled }) =>
        entry(id, name, enrolled > 0 ? `${faces} · ${words.enrolled}` : String(faces)),
      )}
    </ul>
  );
}
