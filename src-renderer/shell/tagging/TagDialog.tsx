import { Autocomplete, Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Input, TagCondition } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';

interface TagDialogProps {
  of: Input<'library.setTag'>['of'];
  /** Whether the tag is for leaving them out of training. */
  forTraining: boolean;
  /** The tag is set. */
  onTagged(tag: TagCondition): void;
  onClose(): void;
}

/** Asks for a tag and its value, and gives it to faces or people, or takes it away. */
export function TagDialog({ of, forTraining, onTagged, onClose }: TagDialogProps) {
  const { tags: words, common } = useMessages();
  const { data: tags = [] } = useCall('library.tags', undefined);
  const change = useChange();
  const toasts = useToasts();
  const [name, setName] = useState(forTraining ? words.leftOut : '');
  const [value, setValue] = useState(words.yes);
  const known = tags.find((tag) => tag.name === name.trim());

  async function setTag(wanted: string) {
    const answer = await change(() => bridge.call('library.setTag', { of, name, value: wanted }));
    if (answer === null) return;
    if (answer.unnamed > 0) toasts.tell(({ tags }) => tags.unnamed(answer.unnamed));
    onClose();
    if (wanted !== '') onTagged({ name: name.trim(), value: wanted.trim() });
  }

  return (
    <Modal
      opened
      {...{ onClose }}
      title={forTraining ? words.trainWithout : words.tag}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void setTag(value);
        }}
      >
        <p className="quiet">{forTraining ? words.trainHelp : words.help}</p>
        <Autocomplete
          label={words.name}
          required
          withAsterisk={false}
          maxLength={100}
          data-autofocus
          data={tags.map((tag) => tag.name)}
          value={name}
          onChange={setName}
        />
        <Autocomplete
          mt={8}
          label={words.value}
          description={words.valueHelp}
          required
          withAsterisk={false}
          maxLength={200}
          data={known?.values.map((one) => one.value) ?? []}
          {...{ value }}
          onChange={setValue}
        />
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          {known && !forTraining && (
            <Button variant="default" onClick={() => void setTag('')}>
              {words.takeAway}
            </Button>
          )}
          <Button type="submit" disabled={name.trim() === '' || value.trim() === ''}>
            {forTraining ? words.tagAndTrain : words.tagNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
