import { Button } from '@mantine/core';
import type { ShareState, WaitingCorrection } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Table } from '../../../components/Table.tsx';
import styles from '../storage/storage.module.css';
import { useWhen } from '../storage/useWhen.ts';

/** Corrections of people for all desks that wait, and those that were refused, with whose counts. */
export function Corrections({ state: { waiting } }: { state: ShareState }) {
  const { share: words } = useMessages();
  if (waiting.length === 0) return null;
  return (
    <>
      <Table label={words.corrections} columns={[...words.correctionColumns, null]}>
        {waiting.map((one) => (
          <Row key={one.number} correction={one} />
        ))}
      </Table>
      <p className={styles.note}>{words.correctionsHelp}</p>
    </>
  );
}

function Row({ correction }: { correction: WaitingCorrection }) {
  const { share: words } = useMessages();
  const when = useWhen();
  const forget = useForget();
  const toasts = useToasts();
  const { number, from, to, refused } = correction;
  const decide = (whose: 'mine' | 'theirs') => () => {
    bridge
      .call('share.decide', { number, whose })
      .then(() => toasts.tell(({ share }) => share.decided[whose](from, to)))
      .catch(toasts.fail)
      .finally(() => forget('share', 'gallery', 'people'));
  };
  const isTaken = refused?.why === 'taken';
  return (
    <tr>
      <td>{words.correction(from, to)}</td>
      <td>
        {refused === null
          ? words.waits
          : isTaken
            ? words.taken(to)
            : words.changed(refused.login, refused.at && when(refused.at))}
      </td>
      <td>
        <div className={styles.schedule}>
          {refused !== null && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={words.mineOf(from, to)}
              onClick={decide('mine')}
            >
              {words.mine}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={words.theirsOf(from, to)}
            onClick={decide('theirs')}
          >
            {words.theirs}
          </Button>
        </div>
      </td>
    </tr>
  );
}
