import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { mediaUrl, type Person } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import styles from './people.module.css';

interface MergeDialogProps {
  people: readonly Person[];
  onClose(): void;
  onMerged(into: number): void;
}

/** Asks who keeps the name when several people are one. */
export function MergeDialog({ people, onClose, onMerged }: MergeDialogProps) {
  const { people: words, common } = useMessages();
  const change = useChange();
  const [into, setInto] = useState(String(people.reduce((a, b) => (b.photos > a.photos ? b : a)).id));
  async function merge() {
    const personIds = people.map(({ id }) => id).filter((id) => id !== Number(into));
    // They were seen side by side and called one: a photo that shows both is a collage, and listed as such.
    const done = await change(() =>
      bridge.call('people.merge', { personIds, into: Number(into), allowTwice: true }),
    );
    if (done) onMerged(Number(into));
  }
  return (
    <Modal
      opened
      {...{ onClose }}
      title={words.mergeTitle(people.length)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Radio.Group label={words.mergeInto} description={words.mergeHelp} value={into} onChange={setInto}>
        <div className={styles.fields} style={{ marginBlock: 12 }}>
          {people.map(({ id, name, portrait, ...seen }) => (
            <Radio
              key={id}
              value={String(id)}
              classNames={{ body: styles.row! }}
              label={
                <span className={styles.row}>
                  {portrait !== null && <img src={mediaUrl.chip(portrait)} alt="" width={40} height={40} />}
                  <span>
                    {name} <span className={styles.note}>{words.seen(seen)}</span>
                  </span>
                </span>
              }
            />
          ))}
        </div>
      </Radio.Group>
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button onClick={merge} data-autofocus>
          {words.merge}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
