import { NativeSelect } from '@mantine/core';
import { findLoss } from '../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Fields } from '../../components/Fields.tsx';
import { ParameterField } from '../../components/ParameterField.tsx';
import { chosenRegulariser, type FormPartProps, isFixed, regularisersFor } from './form.ts';

/** What may be added to the loss, with its parameters; nothing if nothing may be. */
export function RegulariserChoice({ form, set }: FormPartProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const offered = isFixed(form) ? [] : regularisersFor(findLoss(form.loss));
  const regulariser = chosenRegulariser(form);
  if (offered.length === 0) return null;
  return (
    <>
      <NativeSelect
        label={words.regulariser}
        description={regulariser?.summary[language]}
        value={regulariser?.id ?? ''}
        onChange={({ target }) => set({ regulariser: target.value })}
        data={[
          { value: '', label: words.noRegulariser },
          ...offered.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      {regulariser && (
        <Fields>
          {Object.entries(regulariser.parameters).map(([name, parameter]) => (
            <ParameterField
              key={name}
              {...{ parameter }}
              text={form.parameters[name]}
              onChange={(text) => set({ parameters: { ...form.parameters, [name]: text } })}
            />
          ))}
        </Fields>
      )}
    </>
  );
}
