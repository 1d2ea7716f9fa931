import { Button } from '@mantine/core';
import { IconPhotoUp, IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { DraggedFaces } from './DraggedFaces.tsx';
import styles from './people.module.css';
import { useFaceDrag } from './useFaceDrag.ts';

/** Faces shown at once; all of them are in the library. */
const shownFaces = 24;

/** A person's faces: those that are chosen can be moved or dragged to somebody else, split off, or be the portrait. */
export function FacesOf({ person }: { person: Person }) {
  const { people: words } = useMessages();
  const change = useChange();
  const { data } = useCall('library.faces', { personId: person.id, limit: shownFaces });
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const there = chosen.filter((id) => data?.faces.some((face) => face.id === id));
  const toggle = (id: number) =>
    setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));

  async function move(faceIds: readonly number[], to: { name: string } | { personId: number }) {
    const done = await change((allowTwice) =>
      bridge.call('people.moveFaces', { faceIds: [...faceIds], to, allowTwice }),
    );
    if (done) setChosen([]);
  }
  const { drag, onPointerDown } = useFaceDrag({
    from: person.id,
    along: (id, isTouch) => (there.includes(id) ? there : isTouch ? [] : [id]),
    onDrop: (ids, personId) => void move(ids, { personId }),
  });

  async function reject() {
    const done = await change(() =>
      bridge.call('people.reject', { faceIds: [...there], personId: person.id }),
    );
    if (done) setChosen([]);
  }

  return (
    <>
      <ul className={styles.faces} aria-label={words.facesOf(person.name)}>
        {data?.faces.map(({ id, photoName }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={there.includes(id)}
              data-dragged={drag?.ids.includes(id) || undefined}
              onClick={() => toggle(id)}
              onPointerDown={(event) => onPointerDown(event, id)}
            >
              <img
                src={mediaUrl.chip(id)}
                alt={photoName}
                width={150}
                height={150}
                loading="lazy"
                draggable={false}
              />
            </button>
          </li>
        ))}
      </ul>
      {data && data.faces.length < data.total && (
        <p className={styles.note}>
          {words.facesShown(data.faces.length, data.total)}{' '}
          <a href={href('library', [], { person: String(person.id) })}>{words.allInLibrary}</a>
        </p>
      )}
      {there.length > 0 ? (
        <ChosenFaces
          {...{ person, there }}
          onMove={(name) => void move(there, { name })}
          onReject={() => void reject()}
        />
      ) : (
        <p className={styles.note}>{words.chooseHint}</p>
      )}
      {drag && <DraggedFaces from={person} {...{ drag }} />}
    </>
  );
}

interface ChosenFacesProps {
  person: Person;
  /** Ids of the faces. */
  there: readonly number[];
  onMove(name: string): void;
  onReject(): void;
}

/** What can be done with the faces that are chosen. */
function ChosenFaces({ person, there, onMove, onReject }: ChosenFacesProps) {
  const { people: words } = useMessages();
  const change = useChange();
  return (
    <div className={styles.fields} style={{ marginBottom: 16 }}>
      <strong>{words.facesChosen(there.length)}</strong>
      <PersonPicker stacked label={words.moveTo} action={words.move} without={[person.id]} onPick={onMove} />
      <div className={styles.bar}>
        <Button
          variant="default"
          leftSection={<IconUserX size={16} stroke={1.75} aria-hidden />}
          onClick={onReject}
        >
          {words.notThis(person.name)}
        </Button>
        {there.length === 1 && (
          <Button
            variant="default"
            leftSection={<IconPhotoUp size={16} stroke={1.75} aria-hidden />}
            onClick={() =>
              void change(() => bridge.call('people.update', { personId: person.id, portrait: there[0]! }))
            }
          >
            {words.makePortrait}
          </Button>
        )}
      </div>
    </div>
  );
}
