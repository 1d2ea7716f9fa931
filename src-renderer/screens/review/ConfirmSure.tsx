import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { FacesToTakeOut } from './FacesToTakeOut.tsx';
import styles from './review.module.css';
import { useListsAnew } from './useReviewList.ts';

interface ConfirmSureProps {
  personId: number;
  name: string;
  /** How many are sure: the likeliest. */
  count: number;
  onClose(): void;
}

/** Shows all faces that are surely a person's, and gives them the name in one go. */
export function ConfirmSure({ personId, name, count, onClose }: ConfirmSureProps) {
  const { review: words, common } = useMessages();
  const change = useChange();
  const listsAnew = useListsAnew();
  const { data } = useCall('review.suggestions', { personId, limit: Math.min(10_000, count) });
  const [out, setOut] = useState<ReadonlySet<number>>(new Set());
  const faceIds = (data?.suggestions ?? []).filter(({ sure }) => sure).map(({ faceId }) => faceId);
  const kept = faceIds.filter((id) => !out.has(id));
  const [busy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    const done = await change((allowTwice) =>
      bridge.call('people.moveFaces', { faceIds: kept, to: { personId }, allowTwice }),
    );
    if (done) {
      await listsAnew();
      onClose();
    }
    setBusy(false);
  }
  return (
    <Modal
      opened
      size="lg"
      {...{ onClose }}
      // A question may lie over it.
      closeOnEscape={!busy}
      title={words.confirmTitle(name)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.note}>{words.confirmHelp(name)}</p>
      <div className={styles.preview}>
        <FacesToTakeOut label={words.sureFaces} {...{ faceIds, out }} onChange={setOut} />
      </div>
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button disabled={kept.length === 0} loading={busy} onClick={confirm} data-autofocus>
          {words.confirm(kept.length)}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
