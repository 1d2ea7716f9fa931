import type { FormEvent } from 'react';
import type { BackendStatus } from '../../../src-shared/contract/index.ts';
import { sameText } from '../../../src-shared/text.ts';
import { backend, type Choice } from '../../../src-shared/training-settings/index.ts';
import { useBackends } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { QualityLimitFields } from '../../components/QualityLimitFields.tsx';
import { type FormValues, trainForm } from './form.ts';
import { LossChoice } from './LossChoice.tsx';
import { SettingFields } from './SettingFields.tsx';

interface TrainFormProps {
  disabled: boolean;
  onStart(form: FormValues): void;
}

/** Everything that decides a run: the loss with its parameters, the settings of training, and the limits of quality. */
export function TrainForm({ disabled, onStart }: TrainFormProps) {
  const { train: words } = useMessages();
  const backends = useBackends();
  const form = useSharedState(trainForm);
  const set = (change: Partial<FormValues>) => trainForm.change((before) => ({ ...before, ...change }));

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
          <SettingFields part="head" {...{ form, set }} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.training}</legend>
        <div className="fields">
          <SettingFields part="training" {...{ form, set }} options={{ backend: offered(backends) }} />
        </div>
      </fieldset>
      <details
        className="more"
        // A field that is wrong could not be pointed at while it is folded away.
        onInvalidCapture={({ currentTarget }) => {
          currentTarget.open = true;
        }}
      >
        <summary>{words.more}</summary>
        <div className="fields">
          <SettingFields part="more" {...{ form, set }} />
        </div>
      </details>
      <QualityLimitFields />
      <button type="submit" className="primary" disabled={disabled}>
        {words.start}
      </button>
    </form>
  );
}

/** The backends that work here, by their devices, behind the choice of the best. */
function offered(backends: readonly BackendStatus[]): readonly Choice[] {
  const [auto] = backend.options;
  return [auto!, ...backends.map(({ id, device }) => ({ value: id, title: sameText(device) }))];
}
