import { type FormEvent, useState } from 'react';
import { embeddingSizes } from '../../../src-shared/contract/index.ts';
import { findLoss, losses } from '../../../src-shared/losses/index.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
import { defaultForm, type FormValues } from './form.ts';
import { LossParameters } from './LossParameters.tsx';

interface TrainFormProps {
  disabled: boolean;
  onStart(form: FormValues): void;
}

/** Everything that decides a run. The loss's own part comes from its parameter schema. */
export function TrainForm({ disabled, onStart }: TrainFormProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const { data: info } = useCall('app.info', undefined);
  const [form, setForm] = useState<FormValues>(defaultForm);
  const loss = findLoss(form.loss);
  const { authors, year, venue } = loss.paper;

  const set = (change: Partial<FormValues>) => setForm((before) => ({ ...before, ...change }));
  const numberField = (
    label: string,
    name: NumberName,
    limits: { min: number; max?: number; step?: number | 'any' },
  ) => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          required
          value={form[name]}
          step={1}
          {...limits}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  );
  const choiceField = (label: string, name: ChoiceName, options: readonly (readonly [string, string])[]) => (
    <Field label={label}>
      {(control) => (
        <select {...control} value={form[name]} onChange={({ target }) => set({ [name]: target.value })}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    onStart(form);
  }

  return (
    <form onSubmit={submit}>
      {choiceField(
        words.loss,
        'loss',
        losses.map(({ id, title }) => [id, title]),
      )}
      <p className="quiet">
        {loss.summary[language]}{' '}
        <small>
          {authors}, {venue.includes(String(year)) ? venue : `${venue} ${year}`}
        </small>
      </p>
      <LossParameters
        loss={loss}
        values={form.parameters}
        onChange={(parameters) => set({ parameters: { ...form.parameters, ...parameters } })}
      />
      <fieldset>
        <legend>{words.head}</legend>
        <div className="fields">
          {choiceField(words.kind, 'kind', [
            ['linear', words.linear],
            ['mlp', words.mlp],
          ])}
          {choiceField(
            words.dim,
            'dim',
            embeddingSizes.map((size) => [String(size), String(size)]),
          )}
          {form.kind === 'linear'
            ? choiceField(words.init, 'init', [
                ['pretrained', words.pretrained],
                ['random', words.random],
              ])
            : numberField(words.hidden, 'hidden', { min: 8, max: 2048 })}
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.training}</legend>
        <div className="fields">
          {numberField(words.epochs, 'epochs', { min: 1, max: 10_000 })}
          {numberField(words.batchSize, 'batchSize', { min: 1, max: 8192 })}
          {choiceField(words.optimiser, 'optimiser', [
            ['adam', 'Adam'],
            ['sgd', 'SGD'],
          ])}
          {numberField(words.learningRate, 'learningRate', { min: 0, max: 10, step: 'any' })}
          {form.optimiser === 'sgd' &&
            numberField(words.momentum, 'momentum', { min: 0, max: 0.999, step: 'any' })}
          {numberField(words.weightDecay, 'weightDecay', { min: 0, max: 1, step: 'any' })}
          {choiceField(words.schedule, 'schedule', [
            ['cosine', words.cosine],
            ['step', words.step],
            ['constant', words.constant],
          ])}
          {numberField(words.validation, 'validation', { min: 0, max: 0.9, step: 'any' })}
          {numberField(words.seed, 'seed', { min: 0 })}
          {choiceField(words.backend, 'backend', [
            ['auto', words.auto],
            ...(info?.backends ?? [])
              .filter(({ available }) => available)
              .map(({ id, device }) => [id, device] as const),
          ])}
        </div>
      </fieldset>
      <button type="submit" className="primary" disabled={disabled}>
        {words.start}
      </button>
    </form>
  );
}

type NumberName =
  | 'epochs'
  | 'batchSize'
  | 'learningRate'
  | 'momentum'
  | 'weightDecay'
  | 'validation'
  | 'seed'
  | 'hidden';
type ChoiceName = 'loss' | 'kind' | 'dim' | 'init' | 'optimiser' | 'schedule' | 'backend';
