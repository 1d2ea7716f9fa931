import { Button, Checkbox, Modal } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { EarlierExports } from '../../components/EarlierExports.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { FolderField } from '../../shell/add-folder/FolderField.tsx';
import styles from './people.module.css';

/** Asks where all about a person is to be written, and begins. */
export function ExportDialog({ person, onClose }: { person: Pick<Person, 'id' | 'name'>; onClose(): void }) {
  const { people, common } = useMessages();
  const words = people.export;
  const { language } = useLanguage();
  const forget = useForget();
  const [to, setTo] = useState('');
  const [photos, setPhotos] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const takeFolder = useCallback((path: string) => {
    setTo(path);
    setError(null);
  }, []);

  async function begin() {
    setError(null);
    try {
      await bridge.call('exports.person', { personId: person.id, to, photos, language });
      forget('jobs');
      onClose();
    } catch (error) {
      setError(error);
    }
  }
  return (
    <Modal
      opened
      {...{ onClose }}
      size="lg"
      title={words.title(person.name)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== '') void begin();
        }}
      >
        <p style={{ margin: 0 }}>{words.help}</p>
        <FolderField label={words.to} value={to} onChange={takeFolder} onChoose={takeFolder} />
        <Checkbox
          label={words.photos}
          description={words.photosHelp}
          checked={photos}
          onChange={({ currentTarget }) => setPhotos(currentTarget.checked)}
        />
        {error !== null && <ErrorNote {...{ error }} />}
        <EarlierExports />
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={to === ''}>
            {words.now}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
