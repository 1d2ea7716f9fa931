import { Button, NumberInput, Switch } from '@mantine/core';
import { IconEraser, IconFileExport, IconInbox, IconPhoto } from '@tabler/icons-react';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { go, href } from '../../app/address.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Inspector } from '../../components/Inspector.tsx';
import { NoteField } from '../../components/NoteField.tsx';
import { TagActions } from '../../shell/tagging/TagActions.tsx';
import { TagList } from '../../shell/tagging/TagList.tsx';
import { ConsentFields } from './ConsentFields.tsx';
import { FacesOf } from './FacesOf.tsx';
import { PersonName } from './PersonName.tsx';
import styles from './people.module.css';

interface PersonInspectorProps {
  person: Person;
  /** Asks to merge with somebody: the name that was given is taken. */
  onMerge(into: Person): void;
  /** Asks where all about the person is to be written. */
  onExport(): void;
  /** Asks whether to remove the person for good. */
  onForget(): void;
  onClose(): void;
}

/** One person: faces, facts, and what can be corrected. */
export function PersonInspector({ person, onMerge, onExport, onForget, onClose }: PersonInspectorProps) {
  const { people: words, forget } = useMessages();
  const { id, portrait, photos, faces, enrolled, bare, spread } = person;
  const { data: suggested } = useCall('review.suggestions', { personId: id, limit: 1 });
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <Inspector
      title={person.name}
      head={
        <div className={styles.head}>
          {portrait !== null && <img src={mediaUrl.chip(portrait)} alt="" />}
          <PersonName {...{ person, onMerge }} />
        </div>
      }
      {...{ onClose }}
    >
      <FacesOf {...{ person }} />
      <Facts
        facts={[
          [words.photosTitle, photos],
          [words.facesTitle, faces],
          [words.standFor, words.enrolled(enrolled)],
          bare === 0 ? null : [words.bareTitle, words.bare(bare)],
          [words.spread, spread === null ? '–' : `${spread.toFixed(1)}°`],
        ]}
      />
      <div className={styles.actions}>
        <Button
          variant="default"
          leftSection={<IconPhoto {...icon} />}
          onClick={() => go(href('library', [], { person: String(id) }))}
        >
          {words.allPhotos}
        </Button>
        <Button
          variant="default"
          leftSection={<IconInbox {...icon} />}
          disabled={!suggested?.total}
          onClick={() => go(href('review', [], { view: 'suggestions', person: String(id) }))}
        >
          {words.suggestions(suggested?.total ?? 0)}
        </Button>
        <TagActions of={{ personIds: [id] }} />
      </div>
      <TagList of={{ personId: id }} />
      <PersonFields key={`${person.note}-${person.birthYear}`} {...{ person }} />
      <ConsentFields {...{ person, onForget }} />
      <div className={styles.forget}>
        <Button variant="default" leftSection={<IconFileExport {...icon} />} onClick={onExport}>
          {words.export.action}
        </Button>
        <Button variant="default" leftSection={<IconEraser {...icon} />} onClick={onForget}>
          {forget.action}
        </Button>
      </div>
    </Inspector>
  );
}

/** What is noted about a person; each is a change that can be undone. */
function PersonFields({ person }: { person: Person }) {
  const { people: words } = useMessages();
  const change = useChange();
  const { id, hidden, ignored, birthYear, note } = person;
  const update = (fields: Partial<Pick<Person, 'hidden' | 'ignored' | 'birthYear' | 'note'>>) =>
    void change(() => bridge.call('people.update', { personId: id, ...fields }));
  return (
    <div className={styles.fields}>
      <NumberInput
        label={words.birthYear}
        description={words.birthYearHelp}
        defaultValue={birthYear ?? ''}
        min={1000}
        max={3000}
        allowDecimal={false}
        hideControls
        onBlur={({ target }) => {
          const year = target.value === '' ? null : Number(target.value);
          if (year !== birthYear) update({ birthYear: year });
        }}
      />
      <NoteField label={words.note} {...{ note }} onNote={(note) => update({ note })} />
      <Switch
        label={words.hide}
        description={words.hideHelp}
        checked={hidden}
        onChange={({ target }) => update({ hidden: target.checked })}
      />
      <Switch
        label={words.ignore}
        description={words.ignoreHelp}
        checked={ignored}
        onChange={({ target }) => update({ ignored: target.checked })}
      />
    </div>
  );
}
