import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { BackboneInfo } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';

/** Asks before a backbone goes, as no undo brings it back. */
export function RemoveBackboneDialog({ backbone, onClose }: { backbone: BackboneInfo; onClose(): void }) {
  const { backbones: words, common } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const [goes, setGoes] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { id, name, described, runs } = backbone;
  async function remove() {
    setGoes(true);
    try {
      await bridge.call('backbones.remove', { backboneId: id });
      forget('backbones');
      toasts.tell(({ backbones }) => backbones.removed(name));
      onClose();
    } catch (error) {
      setError(error);
      setGoes(false);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.removeTitle(name)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>{words.removeText(described, runs)}</p>
      {error !== null && <ErrorNote {...{ error }} />}
      <DialogFoot>
        <Button variant="default" disabled={goes} onClick={onClose}>
          {common.cancel}
        </Button>
        <Button color="bad" loading={goes} onClick={remove}>
          {words.removeNow}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
