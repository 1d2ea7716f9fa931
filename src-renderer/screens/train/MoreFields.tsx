import { findLoss } from '../../../src-shared/losses/index.ts';
import { useMessages } from '../../app/language.tsx';
import type { Controls } from './controls.tsx';
import type { FormValues } from './form.ts';

const samplers = ['auto', 'uniform', 'identities', 'balanced'] as const;

/** What is rarely changed, folded away. */
export function MoreFields({ form, controls }: { form: FormValues; controls: Controls }) {
  const { train: words } = useMessages();
  const { number, choice, check } = controls;
  const comparesSamples = findLoss(form.loss).comparesSamples === true;
  const takesPeople = form.sampler === 'identities' || (form.sampler === 'auto' && comparesSamples);

  return (
    // A field that is wrong could not be pointed at while it is folded away.
    <details
      className="more"
      onInvalidCapture={({ currentTarget }) => {
        currentTarget.open = true;
      }}
    >
      <summary>{words.more}</summary>
      <div className="fields">
        {number(words.weightDecay, 'weightDecay', { min: 0, max: 1, step: 'any' })}
        {number(words.clip, 'clip', { min: 0, step: 'any', whenEmpty: words.off, help: words.clipHelp })}
        {number(words.averageDecay, 'averageDecay', {
          min: 0,
          max: 0.99999,
          step: 'any',
          whenEmpty: words.off,
          help: words.averageDecayHelp,
        })}
        {number(words.warmupEpochs, 'warmupEpochs', {
          min: 0,
          max: 1000,
          step: 'any',
          help: words.warmupHelp,
        })}
        {number(words.patience, 'patience', {
          min: 1,
          max: 10_000,
          whenEmpty: words.off,
          help: words.patienceHelp,
        })}
        {choice(
          words.sampler,
          'sampler',
          samplers.map((kind) => [kind, words.samplers[kind]]),
          words.samplerHelp[samplers.find((kind) => kind === form.sampler) ?? 'auto'],
        )}
        {takesPeople && number(words.perPerson, 'perPerson', { min: 2, max: 64 })}
      </div>
      {check(words.trainSingles, 'trainSingles')}
    </details>
  );
}
