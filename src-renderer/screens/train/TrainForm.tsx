import type { FormEvent } from 'react';
import { embeddingSizes } from '../../../src-shared/contract/index.ts';
import { useBackends } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { QualityLimits } from '../../components/QualityLimits.tsx';
import { controlsOf } from './controls.tsx';
import { type FormValues, trainForm } from './form.ts';
import { LossChoice } from './LossChoice.tsx';
import { MoreFields } from './MoreFields.tsx';

interface TrainFormProps {
  disabled: boolean;
  onStart(form: FormValues): void;
}

/** Everything that decides a run. The loss's own part comes from its parameter schema. */
export function TrainForm({ disabled, onStart }: TrainFormProps) {
  const { train: words } = useMessages();
  const backends = useBackends();
  const form = useSharedState(trainForm);
  const set = (change: Partial<FormValues>) => trainForm.change((before) => ({ ...before, ...change }));
  const controls = controlsOf(form, set);
  const { number, choice, check } = controls;

  function submit(event: FormEvent) {
    event.preventDefault();
    onStart(form);
  }

  return (
    <form onSubmit={submit}>
      <LossChoice {...{ form, set }} />
      <fieldset>
        <legend>{words.head}</legend>
        <div className="fields">
          {choice(words.kind, 'kind', [
            ['linear', words.linear],
            ['mlp', words.mlp],
          ])}
          {choice(
            words.dim,
            'dim',
            embeddingSizes.map((size) => [String(size), String(size)]),
          )}
          {form.kind === 'linear' ? (
            choice(words.init, 'init', [
              ['pretrained', words.pretrained],
              ['random', words.random],
            ])
          ) : (
            <>
              {number(words.hidden, 'hidden', { min: 8, max: 2048 })}
              {number(words.dropout, 'dropout', { min: 0, max: 0.9, step: 'any' })}
              {check(words.batchNorm, 'batchNorm')}
            </>
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.training}</legend>
        <div className="fields">
          {number(words.epochs, 'epochs', { min: 1, max: 10_000 })}
          {number(words.batchSize, 'batchSize', { min: 1, max: 8192 })}
          {choice(words.optimiser, 'optimiser', [
            ['adam', 'Adam'],
            ['sgd', 'SGD'],
          ])}
          {number(words.learningRate, 'learningRate', { min: 0, max: 10, step: 'any' })}
          {form.optimiser === 'sgd' &&
            number(words.momentum, 'momentum', { min: 0, max: 0.999, step: 'any' })}
          {choice(words.schedule, 'schedule', [
            ['cosine', words.cosine],
            ['step', words.step],
            ['constant', words.constant],
          ])}
          {form.schedule === 'step' && (
            <>
              {number(words.every, 'every', { min: 1 })}
              {number(words.factor, 'factor', { min: 0, max: 1, step: 'any' })}
            </>
          )}
          {number(words.validation, 'validation', { min: 0, max: 0.9, step: 'any' })}
          {number(words.seed, 'seed', { min: 0 })}
          {choice(words.backend, 'backend', [
            ['auto', words.auto],
            ...backends.map(({ id, device }) => [id, device] as const),
          ])}
        </div>
      </fieldset>
      <MoreFields {...{ form, controls }} />
      <QualityLimits />
      <button type="submit" className="primary" disabled={disabled}>
        {words.start}
      </button>
    </form>
  );
}
