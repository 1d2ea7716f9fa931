import { Button } from '@mantine/core';
import { IconMaximize } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { type LibraryPhoto, mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import type { Action } from '../../app/actions.ts';
import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Inspector } from '../../components/Inspector.tsx';
import { Keys } from '../../components/Keys.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { QualityTable } from '../../components/QualityTable.tsx';
import { TagActions } from '../../shell/tagging/TagActions.tsx';
import { TagList } from '../../shell/tagging/TagList.tsx';
import { FaceFacts } from './FaceFacts.tsx';
import styles from './library.module.css';
import { PhotoPicture } from './photo/PhotoPicture.tsx';
import type { FaceChanges } from './useFaceChanges.ts';

interface FaceInspectorProps {
  photo: LibraryPhoto;
  faceId: number | null;
  people: ReadonlyMap<number, Person>;
  nameOf(personId: number | null): string;
  /** Whether the photo is shown in full beside it already. */
  inFull: boolean;
  actions: readonly Action[];
  changes: FaceChanges;
  picker: RefObject<HTMLDivElement | null>;
  onSelect(faceId: number): void;
  onOpen(): void;
  onMove(name: string): void;
  onClose(): void;
}

/** One face and its photo: who it is and why it is used or not, all that is known, and what can be corrected. */
export function FaceInspector(props: FaceInspectorProps) {
  const { photo, faceId, people, nameOf, inFull, onSelect, onOpen, onClose } = props;
  const { library: words } = useMessages();
  const face = photo.faces.find(({ id }) => id === faceId);
  const name = face ? nameOf(face.personId) : photo.name;
  return (
    <Inspector
      title={name}
      head={
        face && (
          <div className={styles.head}>
            <img src={mediaUrl.chip(face.id)} alt="" />
            <h2>{name}</h2>
          </div>
        )
      }
      {...{ onClose }}
    >
      {!inFull && (
        <div className={styles.preview}>
          <PhotoPicture {...{ photo, onSelect, nameOf }} selected={faceId} />
          <Button
            variant="default"
            size="xs"
            leftSection={<IconMaximize size={14} stroke={1.75} aria-hidden />}
            onClick={onOpen}
          >
            {words.openPhoto}
          </Button>
        </div>
      )}
      {face && <Naming {...props} {...{ face }} />}
      <FaceFacts {...{ photo, face, people, nameOf }} />
      {face && <FaceQuality {...{ face }} />}
    </Inspector>
  );
}

type Face = LibraryPhoto['faces'][number];

function Naming({ face, nameOf, actions, changes, picker, onMove }: FaceInspectorProps & { face: Face }) {
  const { library: words } = useMessages();
  const { personId, unused } = face;
  const name = nameOf(personId);
  return (
    <section className={styles.naming} aria-label={words.faceActions}>
      <p className={styles.reason} data-unused={unused !== null || undefined} data-testid="used">
        {unused === null ? words.used(name) : words.unused[unused]}
      </p>
      {personId !== null && unused === 'ambiguous' && (
        <Button variant="light" onClick={() => void changes.move([face.id], name)}>
          {words.confirmName(name)}
        </Button>
      )}
      <div ref={picker}>
        <PersonPicker
          key={face.id}
          stacked
          label={words.who}
          action={personId === null ? words.nameIt : words.move}
          without={personId === null ? [] : [personId]}
          onPick={onMove}
        />
      </div>
      {personId !== null && <TagList of={{ faceId: face.id }} />}
      <div className={styles.buttons}>
        {actions.map(({ id, label, icon: Icon, keys, run }) => (
          <Button
            key={id}
            variant="default"
            size="xs"
            leftSection={Icon && <Icon size={14} stroke={1.75} aria-hidden />}
            rightSection={keys && <Keys {...{ keys }} />}
            onClick={run}
          >
            {label}
          </Button>
        ))}
        {personId !== null && <TagActions of={{ faceIds: [face.id] }} size="xs" />}
      </div>
    </section>
  );
}

/** How well the face can be seen, part by part. */
function FaceQuality({ face }: { face: Face }) {
  const { library: words, quality } = useMessages();
  return (
    <Disclosure title={words.quality} detail={<span className="tabular">{face.rating.toFixed(2)}</span>}>
      <p className={styles.note}>
        {face.poor === null ? quality.good : quality.isPoor(quality.reasons[face.poor])}
      </p>
      <QualityTable {...{ face }} />
    </Disclosure>
  );
}
