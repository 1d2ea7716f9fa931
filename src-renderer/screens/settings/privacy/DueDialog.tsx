import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { mediaUrl, type RetentionDue } from '../../../../src-shared/contract/index.ts';
import { href } from '../../../app/address.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { useDay } from '../../people/useDay.ts';
import styles from './privacy.module.css';

interface DueDialogProps {
  due: RetentionDue;
  onClose(): void;
}

/** Shows what is due by the rules, and erases faces of strangers once that is meant. */
export function DueDialog({ due, onClose }: DueDialogProps) {
  const { privacy: words, common } = useMessages();
  const { people, strangers } = due;
  const written = useDay();
  const [asks, setAsks] = useState(false);
  if (asks && strangers !== null)
    return <EraseQuestion {...{ strangers, onClose }} backups={due.backups} onBack={() => setAsks(false)} />;
  return (
    <Modal
      opened
      {...{ onClose }}
      title={words.dueTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {people.length > 0 && (
        <section className={styles.part}>
          <h3>{words.people}</h3>
          <ul>
            {people.map(({ id, name, until }) => (
              <li key={id}>{words.person(name, written(until))}</li>
            ))}
          </ul>
          <p className="quiet">
            {words.peopleHelp} <a href={href('people', [], { consent: '1' })}>{words.toPeople}</a>
          </p>
        </section>
      )}
      {strangers !== null && strangers.faces > 0 && (
        <section className={styles.part}>
          <h3>{words.strangersTitle(strangers.faces, strangers.photos)}</h3>
          <div className={styles.faces}>
            {strangers.some.map((id) => (
              <img key={id} src={mediaUrl.chip(id)} alt="" width={64} height={64} />
            ))}
          </div>
          <p className="quiet">
            {strangers.some.length < strangers.faces &&
              `${words.shown(strangers.some.length, strangers.faces)} `}
            {words.strangersDue(written(strangers.before))}
          </p>
        </section>
      )}
      <DialogFoot>
        <Button variant="default" onClick={onClose} data-autofocus>
          {common.close}
        </Button>
        {strangers !== null && strangers.faces > 0 && (
          <Button color="bad" onClick={() => setAsks(true)}>
            {words.erase(strangers.faces)}
          </Button>
        )}
      </DialogFoot>
    </Modal>
  );
}

interface EraseQuestionProps {
  strangers: NonNullable<RetentionDue['strangers']>;
  backups: number;
  onBack(): void;
  onClose(): void;
}

/** Whether the faces that were shown are meant to go. */
function EraseQuestion({ strangers: { before, faces }, backups, onBack, onClose }: EraseQuestionProps) {
  const { privacy: words, common } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const [busy, setBusy] = useState(false);
  async function erase() {
    setBusy(true);
    try {
      const erased = await bridge.call('privacy.eraseStrangers', { before, faces });
      toasts.tell(({ privacy }) => privacy.erased(erased.faces, erased.complete));
    } catch (error) {
      toasts.fail(error);
    }
    forget('privacy');
    onClose();
  }
  return (
    <Modal
      opened
      // What goes on cannot be stopped any more.
      onClose={() => !busy && onBack()}
      title={words.question(faces)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p role="status">{busy ? words.erasing : words.questionText(backups)}</p>
      <DialogFoot>
        <Button variant="default" disabled={busy} onClick={onBack} data-autofocus>
          {common.cancel}
        </Button>
        <Button color="bad" loading={busy} onClick={erase}>
          {words.eraseNow}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
