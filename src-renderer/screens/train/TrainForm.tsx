import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, type Ref, useState } from 'react';
import type { BackendStatus } from '../../../src-shared/contract/index.ts';
import { findLoss } from '../../../src-shared/losses/index.ts';
import { sameText } from '../../../src-shared/text.ts';
import { recipeNames } from '../../../src-shared/training/index.ts';
import { backend, type Choice } from '../../../src-shared/training-settings/index.ts';
import { useBackends } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Fields } from '../../components/Fields.tsx';
import { ParameterField } from '../../components/ParameterField.tsx';
import { symbolOf } from '../../components/parameter-values.ts';
import { QualityLimitFields } from '../../components/QualityLimitFields.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { TagSelect } from '../../components/TagSelect.tsx';
import { choose, type FormPartProps, type FormValues, trainForm } from './form.ts';
import { LossChoice } from './LossChoice.tsx';
import { Outlook } from './Outlook.tsx';
import { PresetChoice } from './PresetChoice.tsx';
import { RegulariserChoice } from './RegulariserChoice.tsx';
import { type OfferedOptions, SettingFields } from './SettingFields.tsx';
import { alwaysShown, foldedOf, found, summaryOf } from './setting-groups.ts';
import styles from './train.module.css';

interface TrainFormProps {
  /** Submitted from the title row. */
  ref: Ref<HTMLFormElement>;
  onStart(form: FormValues): void;
}

/** Everything that decides a run: presets and what matters most first, all else folded, and found by a search. */
export function TrainForm({ ref, onStart }: TrainFormProps) {
  const { train: words, tags } = useMessages();
  const { language } = useLanguage();
  const form = useSharedState(trainForm);
  const [search, setSearch] = useState('');
  const options: OfferedOptions = { backend: offered(useBackends()) };
  const set = (change: Partial<FormValues>) => trainForm.change((before) => ({ ...before, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    onStart(form);
  }

  return (
    <form {...{ ref }} className={styles.form} aria-label={words.training} onSubmit={submit}>
      <Outlook limits={useLimits().limits} without={form.without} refusals={Number(form.settings.refusals)} />
      <TagSelect
        label={tags.without}
        none={tags.nothing}
        value={form.without}
        onChange={(without) => set({ without })}
      />
      <PresetChoice {...{ form, set }} />
      <LossChoice {...{ form, set }} />
      <Fields>
        <LossParameters main {...{ form, set }} />
        <SettingFields settings={alwaysShown} {...{ form, set, options }} />
      </Fields>
      <TextInput
        type="search"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        aria-label={words.findSetting}
        placeholder={words.findSetting}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {search.trim() === '' ? (
        <FoldedParts {...{ form, set, options }} />
      ) : (
        <Fields>
          <SettingFields settings={found(search, language)} {...{ form, set, options }} />
        </Fields>
      )}
    </form>
  );
}

/** Parameters of the loss: those with a letter in its formula, such as m and s, or the others. */
function LossParameters({ form, set, main }: FormPartProps & { main: boolean }) {
  return Object.entries(findLoss(form.loss).parameters)
    .filter(([, parameter]) => (symbolOf(parameter) !== null) === main)
    .map(([name, parameter]) => (
      <ParameterField
        key={name}
        {...{ parameter }}
        text={form.parameters[name]}
        onChange={(text) => set({ parameters: { ...form.parameters, [name]: text } })}
      />
    ));
}

function FoldedParts({ form, set, options }: FormPartProps & { options: OfferedOptions }) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  return (
    <div>
      <Disclosure title={words.parts.loss} detail={words.recipes[form.recipe as 'small' | 'paper']}>
        <div className={styles.form}>
          <NativeSelect
            label={words.recipe}
            description={words.recipeHelp}
            value={form.recipe}
            onChange={({ target }) => set(choose(form, { recipe: target.value }))}
            data={recipeNames.map((name) => ({ value: name, label: words.recipes[name] }))}
          />
          <LossParameters main={false} {...{ form, set }} />
          <SettingFields settings={foldedOf('loss')} {...{ form, set, options }} />
          <RegulariserChoice {...{ form, set }} />
        </div>
      </Disclosure>
      {(['head', 'training', 'optimiser', 'photos', 'judging'] as const).map((part) => (
        <Disclosure key={part} title={words.parts[part]} detail={summaryOf(foldedOf(part), form, language)}>
          <Fields>
            <SettingFields settings={foldedOf(part)} {...{ form, set, options }} />
          </Fields>
        </Disclosure>
      ))}
      <QualityLimitFields />
    </div>
  );
}

/** The backends that work here, by their devices, behind the choice of the best. */
function offered(backends: readonly BackendStatus[]): readonly Choice[] {
  const [auto] = backend.options;
  return [auto!, ...backends.map(({ id, device }) => ({ value: id, title: sameText(device) }))];
}
