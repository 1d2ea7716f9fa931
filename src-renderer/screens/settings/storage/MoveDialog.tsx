import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { FolderField } from '../../../shell/add-folder/FolderField.tsx';
import styles from './storage.module.css';

/** Asks where the library is to lie, and moves it. */
export function MoveDialog({ onClose }: { onClose(): void }) {
  const { storage: words, common } = useMessages();
  const { data: info } = useCall('app.info', undefined);
  const client = useQueryClient();
  const toasts = useToasts();
  const [to, setTo] = useState('');
  const [moves, setMoves] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = info?.library.split(/[/\\]/).at(-1) ?? '';
  /** Into a folder that is there the library goes under its own name. */
  const choose = useCallback(
    (folder: string) => setTo(`${folder.replace(/[/\\]$/, '')}${folder.includes('\\') ? '\\' : '/'}${name}`),
    [name],
  );

  async function move() {
    setMoves(true);
    setError(null);
    try {
      const { library } = await bridge.call('storage.move', { to });
      await client.invalidateQueries();
      toasts.tell(({ storage }) => storage.moved(library));
      onClose();
    } catch (error) {
      setError(error);
      setMoves(false);
    }
  }
  return (
    <Modal
      opened
      // What goes on cannot be stopped any more.
      onClose={moves ? () => {} : onClose}
      title={words.moveTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close, disabled: moves }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== '' && !moves) void move();
        }}
      >
        <p>{words.moveText}</p>
        <FolderField label={words.moveTo} value={to} disabled={moves} onChange={setTo} onChoose={choose} />
        {error !== null && <ErrorNote {...{ error }} />}
        {moves && <p role="status">{words.moving}</p>}
        <DialogFoot>
          <Button variant="default" disabled={moves} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={to === ''} loading={moves}>
            {words.moveNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
