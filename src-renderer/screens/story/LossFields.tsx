import { NativeSelect } from '@mantine/core';
import { findLoss } from '../../../src-shared/losses/index.ts';
import { useMessages } from '../../app/language.tsx';
import { ParameterField } from '../../components/ParameterField.tsx';
import type { ParameterTexts } from '../../components/parameter-values.ts';
import type { Parameters } from './settings.ts';

/** A loss and what was set of each; absent: the default. */
export interface LossSettings<L extends string> {
  loss: L;
  parameters: Readonly<Partial<Record<L, ParameterTexts>>>;
}

interface LossFieldsProps<L extends string> {
  value: LossSettings<L>;
  losses: readonly L[];
  /** Those of the loss that have a slider. */
  parameters: Parameters;
  onChange(change: Partial<LossSettings<L>>): void;
}

/** Chooses a loss, with sliders for its parameters. */
export function LossFields<L extends string>({ value, losses, parameters, onChange }: LossFieldsProps<L>) {
  const { story: words } = useMessages();
  const { loss } = value;
  const texts = value.parameters[loss] ?? {};
  return (
    <>
      <NativeSelect
        label={words.loss}
        value={loss}
        onChange={({ target }) => onChange({ loss: target.value as L })}
        data={losses.map((id) => ({ value: id, label: findLoss(id).title }))}
      />
      {parameters.map(([name, parameter]) => (
        <ParameterField
          key={name}
          slider
          {...{ parameter }}
          text={texts[name]}
          onChange={(text) =>
            onChange({ parameters: { ...value.parameters, [loss]: { ...texts, [name]: text } } })
          }
        />
      ))}
    </>
  );
}
