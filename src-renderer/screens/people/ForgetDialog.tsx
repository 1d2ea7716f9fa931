import { Button, Modal, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type {
  Forgetting,
  ForgettingReceipt,
  HeadsAfterwards,
  Person,
} from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { LoadingSkeleton } from '../../components/states.tsx';
import { Receipt, Stays, WhatGoes } from './Forgotten.tsx';
import styles from './people.module.css';

interface ForgetDialogProps {
  person: Pick<Person, 'id' | 'name'>;
  onClose(): void;
}

/** Removes somebody from the library for good: says what goes, wants the name typed, and shows the receipt. */
export function ForgetDialog({ person, onClose }: ForgetDialogProps) {
  const { forget: words, common } = useMessages();
  const [busy, setBusy] = useState(false);
  const [receipt, setReceipt] = useState<ForgettingReceipt | null>(null);
  return (
    <Modal
      opened
      size="lg"
      // What goes on cannot be stopped any more.
      onClose={() => !busy && onClose()}
      title={receipt ? words.doneTitle(receipt.name) : words.title(person.name)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {receipt ? (
        <>
          <Receipt {...{ receipt }} />
          <DialogFoot>
            <Button onClick={onClose} data-autofocus>
              {common.close}
            </Button>
          </DialogFoot>
        </>
      ) : (
        <Question {...{ person, busy, onClose }} onBusy={setBusy} onForgotten={setReceipt} />
      )}
    </Modal>
  );
}

interface QuestionProps extends ForgetDialogProps {
  busy: boolean;
  onBusy(busy: boolean): void;
  onForgotten(receipt: ForgettingReceipt): void;
}

/** What would go, and whether that is meant. */
function Question({ person: { id, name }, busy, onBusy, onForgotten, onClose }: QuestionProps) {
  const { forget: words, common } = useMessages();
  // Not while it goes on: there is nobody to ask about any more.
  const preview = useCall('people.forgetPreview', { personId: id }, { staleTime: 0, enabled: !busy });
  const [heads, setHeads] = useState<HeadsAfterwards>('rebuild');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<unknown>(null);
  const isMeant = typed.trim().normalize() === name.normalize();

  async function forget() {
    onBusy(true);
    setError(null);
    try {
      onForgotten(await bridge.call('people.forget', { personId: id, heads }));
    } catch (error) {
      setError(error);
    } finally {
      onBusy(false);
    }
  }

  return (
    <form
      className={styles.forgetting}
      onSubmit={(event) => {
        event.preventDefault();
        if (isMeant && !busy) void forget();
      }}
    >
      <p className={styles.warning}>{words.help(name)}</p>
      {preview.isPending && <LoadingSkeleton shape="rows" count={4} />}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          <HeadsChoice forgetting={preview.data} value={heads} onChange={setHeads} />
          <WhatGoes title={words.goes} forgetting={preview.data} />
          <Stays forgetting={preview.data} />
          <p className={styles.note}>{words.comesBack(name)}</p>
          <TextInput
            label={words.typeName(name)}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            disabled={busy}
            onChange={({ target }) => setTyped(target.value)}
            data-autofocus
          />
        </>
      )}
      {error !== null && <ErrorNote {...{ error }} />}
      {busy && (
        <p role="status" className={styles.note}>
          {words.working}
        </p>
      )}
      <DialogFoot>
        <Button variant="default" disabled={busy} onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" color="bad" disabled={!preview.data || !isMeant} loading={busy}>
          {words.confirm}
        </Button>
      </DialogFoot>
    </form>
  );
}

interface HeadsChoiceProps {
  forgetting: Forgetting;
  value: HeadsAfterwards;
  onChange(value: HeadsAfterwards): void;
}

/** The heads that learned from the person's faces, by name, and what becomes of them. */
function HeadsChoice({ forgetting: { name, heads }, value, onChange }: HeadsChoiceProps) {
  const { forget: words } = useMessages();
  if (heads.length === 0) return null;
  const help = words.headsHelp(name);
  return (
    <section>
      <h3>{words.headsTitle(name)}</h3>
      <ul className={styles.heads}>
        {heads.map((head) => (
          <li key={head.name}>{words.head(head.name, head.centres)}</li>
        ))}
      </ul>
      <Radio.Group
        label={words.headsQuestion}
        value={value}
        onChange={(heads) => onChange(heads as HeadsAfterwards)}
      >
        <div className={styles.fields} style={{ marginTop: 8 }}>
          {(['rebuild', 'drop'] as const).map((choice) => (
            <Radio key={choice} value={choice} label={words.heads[choice]} description={help[choice]} />
          ))}
        </div>
      </Radio.Group>
    </section>
  );
}
