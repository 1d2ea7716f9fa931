import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { HeadInfo, OtherHead } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './evaluate.module.css';
import { type EvaluateState, outsideFields, type SetState, usual } from './evaluate-address.ts';
import { GroupField } from './GroupField.tsx';
import { OutsideFields } from './OutsideFields.tsx';
import type { RefusedField } from './useRefusedField.ts';

interface EvaluateSettingsProps {
  heads: readonly HeadInfo[];
  /** Those of other backbones that can be compared with them. */
  otherHeads: readonly OtherHead[];
  /** Numbers of the heads that are compared. */
  chosen: readonly number[];
  state: EvaluateState;
  set: SetState;
  /** Null: nothing was refused. */
  refused: RefusedField | null;
}

const fields = [
  { key: 'unknown', min: 5, max: 95 },
  { key: 'each', min: 1, max: 50 },
  { key: 'draws', min: 1, max: 100 },
] as const;

interface UnseenFieldProps {
  chosen: readonly number[];
  unseen: boolean;
  onChange(unseen: boolean): void;
}

/** Whether only people are evaluated whom no head was trained on, and how many these are. */
function UnseenField({ chosen, unseen, onChange }: UnseenFieldProps) {
  const { evaluate: words } = useMessages();
  const { data } = useCall('evaluations.unseen', { headIds: [...chosen] }, { enabled: chosen.length > 0 });
  return (
    <Checkbox
      label={words.unseen}
      description={data ? words.unseenHelp(data.people, data.of) : ' '}
      checked={unseen}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}

interface HeadsFieldProps extends Pick<EvaluateSettingsProps, 'heads' | 'otherHeads' | 'chosen'> {
  onToggle(id: number): void;
}

/** Heads to tick: of the backbone in use, and of others with how many faces these have described. */
function HeadsField({ heads, otherHeads, chosen, onToggle }: HeadsFieldProps) {
  const { evaluate: words } = useMessages();
  const others = otherHeads.map(({ id, name, backbone, faces }) => ({
    id,
    name,
    description: words.ofBackbone(backbone, faces),
  }));
  return (
    <Checkbox.Group label={words.heads} description={words.headsHelp} value={chosen.map(String)}>
      <div className={styles.heads}>
        {[...heads.map(({ id, name }) => ({ id, name, description: undefined })), ...others].map(
          ({ id, name, description }) => (
            <Checkbox
              key={id}
              value={String(id)}
              label={name}
              {...{ description }}
              disabled={!chosen.includes(id) && chosen.length >= 6}
              onChange={() => onToggle(id)}
            />
          ),
        )}
      </div>
    </Checkbox.Group>
  );
}

/** What is evaluated next: heads, and how people and photos are dealt out. */
export function EvaluateSettings({ heads, otherHeads, chosen, state, set, refused }: EvaluateSettingsProps) {
  const { evaluate: words } = useMessages();
  const isSearch = state.protocol === 'open-set' || state.protocol === 'holdout';
  const isHoldout = state.protocol === 'holdout';
  const isOutside = outsideFields[state.protocol].length > 0;
  const settingOf = (key: keyof typeof usual) => state[key] ?? usual[key];
  const names = [...heads, ...otherHeads].filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const rest = isSearch
    ? words.summaryOfDraws(isHoldout ? null : settingOf('unknown'), settingOf('each'), settingOf('draws'))
    : '';
  const toggle = (id: number) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    if (next.length > 0) set({ heads: next.toSorted((a, b) => a - b) }, { replace: true });
  };
  return (
    <Panel label={words.settings}>
      <OutsideFields {...{ state, set, refused }} />
      <div className={styles.folded}>
        <Disclosure title={words.settings} detail={words.summary(names, rest)}>
          <div className={styles.settings}>
            <HeadsField {...{ heads, otherHeads, chosen }} onToggle={toggle} />
            {isSearch &&
              fields
                .filter(({ key }) => key !== 'unknown' || !isHoldout)
                .map(({ key, min, max }) => (
                  <NumberInput
                    key={key}
                    label={words[key]}
                    description={words[`${key}Help`]}
                    {...{ min, max }}
                    allowDecimal={false}
                    clampBehavior="strict"
                    value={settingOf(key)}
                    onChange={(value) => {
                      if (typeof value === 'number')
                        set({ [key]: value === usual[key] ? null : value }, { replace: true });
                    }}
                  />
                ))}
            {!isOutside && (
              <>
                <UnseenField
                  {...{ chosen }}
                  unseen={state.unseen}
                  onChange={(unseen) => set({ unseen }, { replace: true })}
                />
                <GroupField by={state.by} onChange={(by) => set({ by }, { replace: true })} />
              </>
            )}
            <TextInput
              label={words.nextName}
              description={words.nameHelp}
              maxLength={100}
              value={state.name}
              onChange={({ target }) => set({ name: target.value }, { replace: true })}
            />
          </div>
        </Disclosure>
      </div>
    </Panel>
  );
}
