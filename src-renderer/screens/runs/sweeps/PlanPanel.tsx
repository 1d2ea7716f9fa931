import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { sweepPlan } from '../../../../src-shared/contract/index.ts';
import { losses } from '../../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useSharedState } from '../../../app/shared-state.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { Fields } from '../../../components/Fields.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { TagSelect } from '../../../components/TagSelect.tsx';
import { offeredSettings, type PlanForm, planForm, settingName } from './plan-form.ts';
import styles from './sweeps.module.css';

interface PlanPartProps {
  form: PlanForm;
  set(change: Partial<PlanForm>): void;
}

/** What the next sweep tries. @param counts how much that is, or why it cannot be. */
export function PlanPanel({ counts }: { counts: string }) {
  const { sweeps: words, tags } = useMessages();
  const form = useSharedState(planForm);
  const set = (change: Partial<PlanForm>) => planForm.change((before) => ({ ...before, ...change }));
  return (
    <Panel title={words.plan} detail={<span role="status">{counts}</span>}>
      <LossesPart {...{ form, set }} />
      <Fields>
        <NativeSelect
          label={words.method}
          description={words.methodHelp[form.method]}
          value={form.method}
          onChange={({ target }) => set({ method: target.value as PlanForm['method'] })}
          data={sweepPlan.shape.method
            .unwrap()
            .options.map((value) => ({ value, label: words.methods[value] }))}
        />
        <NumberInput
          label={words.seeds}
          description={words.seedsHelp}
          {...{ min: 1, max: 100 }}
          allowDecimal={false}
          value={form.seeds}
          onChange={(value) => typeof value === 'number' && set({ seeds: value })}
        />
        {form.method !== 'grid' && (
          <NumberInput
            label={words.drawn}
            description={form.method === 'halving' ? words.drawnHelp : words.drawnAtRandom}
            {...{ min: 2, max: 2000 }}
            allowDecimal={false}
            value={form.candidates}
            onChange={(value) => set({ candidates: typeof value === 'number' ? value : '' })}
          />
        )}
        <NumberInput
          label={words.hidden}
          description={words.hiddenHelp}
          {...{ min: 10, max: 50 }}
          value={form.hidden}
          onChange={(value) => typeof value === 'number' && set({ hidden: value })}
        />
      </Fields>
      <TagSelect
        label={tags.without}
        none={tags.nothing}
        value={form.without}
        onChange={(without) => set({ without })}
      />
      <SettingsPart {...{ form, set }} />
    </Panel>
  );
}

function LossesPart({ form, set }: PlanPartProps) {
  const { sweeps: words } = useMessages();
  const all = losses.map(({ id }) => id);
  const toggle = (id: string) =>
    set({ losses: all.filter((one) => (one === id) !== form.losses.includes(one)) });
  return (
    <Disclosure title={words.losses} detail={words.lossesChosen(form.losses.length, all.length)}>
      <div className={styles.choices}>
        <Button size="xs" variant="default" onClick={() => set({ losses: all })}>
          {words.allLosses}
        </Button>
        <Button size="xs" variant="default" onClick={() => set({ losses: [] })}>
          {words.noLosses}
        </Button>
      </div>
      <Checkbox.Group aria-label={words.losses} value={[...form.losses]}>
        <div className={styles.losses}>
          {losses.map(({ id, title }) => (
            <Checkbox key={id} value={id} label={title} onChange={() => toggle(id)} />
          ))}
        </div>
      </Checkbox.Group>
    </Disclosure>
  );
}

function SettingsPart({ form, set }: PlanPartProps) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  const heading = useId();
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  const offered = offeredSettings(form.losses, language);
  const change = (place: number, part: Partial<PlanForm['settings'][number]>) =>
    set({ settings: form.settings.map((one, i) => (i === place ? { ...one, ...part } : one)) });
  const isFree = ({ value }: { value: string }) => !form.settings.some(({ path }) => path === value);
  const free =
    offered.find(({ value }) => value === 'optimiser.learningRate' && isFree({ value })) ??
    offered.find(isFree);
  return (
    <section aria-labelledby={heading} className={styles.settings}>
      <h3 id={heading}>{words.settings}</h3>
      <p className="quiet">{words.settingsHelp}</p>
      {form.settings.map(({ path, values }, i) => (
        <div key={path} className={styles.setting}>
          <NativeSelect
            aria-label={words.setting}
            value={path}
            onChange={({ target }) => change(i, { path: target.value })}
            data={offered.filter(({ value }) => value === path || isFree({ value }))}
          />
          <TextInput
            aria-label={`${words.values}: ${settingName(path, language)}`}
            placeholder={words.values}
            value={values}
            onChange={({ target }) => change(i, { values: target.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.removeSetting(settingName(path, language))}
            onClick={() => set({ settings: form.settings.filter((_, k) => k !== i) })}
          >
            <IconTrash {...icon} />
          </ActionIcon>
        </div>
      ))}
      {free && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus {...icon} />}
          onClick={() => set({ settings: [...form.settings, { path: free.value, values: '' }] })}
        >
          {words.addSetting}
        </Button>
      )}
    </section>
  );
}
