import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeptEvaluation } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';

/** Gives an evaluation another name. */
export function RenameDialog({ kept, onClose }: { kept: KeptEvaluation; onClose(): void }) {
  const { evaluate: words, common } = useMessages();
  const change = useChange();
  const [name, setName] = useState(kept.name);
  return (
    <Modal opened title={words.rename} onClose={onClose}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          await change(() => bridge.call('evaluations.rename', { evaluationId: kept.id, name }));
          onClose();
        }}
      >
        <TextInput
          label={words.name}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit">{words.rename}</Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
