import { Button, Modal, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { BackboneCandidate, BackboneDescriptor } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useForget } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import styles from './backbones.module.css';

/** Looks at an ONNX file, shows what it is taken for, and adds it. */
export function AddBackboneDialog({ onClose }: { onClose(): void }) {
  const { backbones: words, common } = useMessages();
  const forget = useForget();
  const [path, setPath] = useState('');
  const [candidate, setCandidate] = useState<BackboneCandidate | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  }
  const look = async () => setCandidate(await bridge.call('backbones.inspect', { path: path.trim() }));
  async function add({ path, descriptor }: BackboneCandidate) {
    await bridge.call('backbones.add', { path, descriptor });
    forget('jobs', 'backbones');
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (path.trim() === '' || isBusy) return;
    void attempt(candidate === null ? look : () => add(candidate));
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.addTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          data-autofocus
          label={words.path}
          value={path}
          disabled={isBusy}
          onChange={({ target }) => {
            setPath(target.value);
            setCandidate(null);
          }}
        />
        {candidate && (
          <Descriptor
            {...{ candidate }}
            onChange={(descriptor) => setCandidate({ ...candidate, descriptor })}
          />
        )}
        {isBusy && candidate === null && <p role="status">{words.looking}</p>}
        {error !== null && <ErrorNote {...{ error }} />}
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={path.trim() === ''} loading={isBusy}>
            {candidate === null ? words.look : words.addNow}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}

interface DescriptorProps {
  candidate: BackboneCandidate;
  onChange(descriptor: BackboneDescriptor): void;
}

/** What a network is taken for, to be changed. */
function Descriptor({ candidate: { descriptor, source, pace }, onChange }: DescriptorProps) {
  const { backbones: words } = useMessages();
  const { language } = useLanguage();
  const { name, template, input, mirror, licence } = descriptor;
  const set = (change: Partial<BackboneDescriptor>) => onChange({ ...descriptor, ...change });
  const setInput = (change: Partial<BackboneDescriptor['input']>) => set({ input: { ...input, ...change } });
  const all = (value: number): [number, number, number] => [value, value, value];
  const choices = <T extends string>(labels: Record<T, string>) =>
    (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }));
  return (
    <>
      <p role="status">
        {words.sources[source]} {words.pace(pace.toLocaleString(language, { maximumFractionDigits: 1 }))}
      </p>
      <TextInput label={words.name} value={name} onChange={({ target }) => set({ name: target.value })} />
      <div className={styles.pair}>
        <NativeSelect
          label={words.template}
          value={template}
          onChange={({ target }) => set({ template: target.value as BackboneDescriptor['template'] })}
          data={choices(words.templates)}
        />
        <NativeSelect
          label={words.colours}
          value={input.colours}
          onChange={({ target }) => setInput({ colours: target.value as 'rgb' | 'bgr' })}
          data={choices(words.colourOrders)}
        />
        <NumberInput
          label={words.mean}
          value={input.mean[0]}
          onChange={(value) => typeof value === 'number' && setInput({ mean: all(value) })}
        />
        <NumberInput
          label={words.deviation}
          value={input.deviation[0]}
          onChange={(value) =>
            typeof value === 'number' && value !== 0 && setInput({ deviation: all(value) })
          }
        />
      </div>
      <Switch
        label={words.mirror}
        checked={mirror}
        onChange={({ target }) => set({ mirror: target.checked })}
      />
      <TextInput
        label={words.licence}
        value={licence}
        maxLength={200}
        onChange={({ target }) => set({ licence: target.value })}
      />
      <p className="quiet">{words.addHelp}</p>
    </>
  );
}
