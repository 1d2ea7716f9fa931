import { Button, Switch, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LeftOut, QualityLimits as Limits } from '../../src-shared/contract/index.ts';
import { bridge } from '../app/bridge.ts';
import { useMessages } from '../app/language.tsx';
import type { Messages } from '../app/messages/en.ts';
import { Disclosure } from './Disclosure.tsx';
import { Fields } from './Fields.tsx';
import styles from './QualityLimitFields.module.css';
import { defaultLimits, limitNames, useLimits } from './quality-limits.ts';

/** Largest value and step of each limit's field. */
const ranges: Readonly<Record<keyof Limits, { max?: number; step: number | 'any' }>> = {
  size: { step: 1 },
  sharpness: { step: 'any' },
  exposure: { max: 1, step: 'any' },
  yaw: { max: 90, step: 1 },
  pitch: { max: 90, step: 1 },
  score: { max: 1, step: 'any' },
  overall: { max: 1, step: 'any' },
};

/** Which faces are too poor to train on and to enrol, and how many that are. The same wherever it is shown. */
export function QualityLimitFields() {
  const { quality: words } = useMessages();
  const { form, limits, change } = useLimits();
  const { data } = useQuery({
    queryKey: ['library.leftOut', limits],
    queryFn: () => bridge.call('library.leftOut', { limits: limits! }),
    enabled: limits !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <Disclosure
      title={words.limits}
      detail={
        <span data-testid="left-out">
          {limits === null ? words.allTaken : data && leftOutText(data, words)}
        </span>
      }
    >
      <p className="quiet">{words.limitsHelp}</p>
      <div className={styles.row}>
        <Switch
          label={words.leaveOut}
          checked={form.on}
          onChange={({ target }) => change({ ...form, on: target.checked })}
        />
        <Button variant="default" size="compact-sm" onClick={() => change(defaultLimits)}>
          {words.reset}
        </Button>
      </div>
      <Fields>
        {limitNames.map((name) => (
          <TextInput
            key={name}
            label={words.limitNames[name]}
            {...ranges[name]}
            type="number"
            required
            withAsterisk={false}
            min={0}
            disabled={!form.on}
            value={form.texts[name]}
            onChange={({ target }) => change({ ...form, texts: { ...form.texts, [name]: target.value } })}
          />
        ))}
      </Fields>
    </Disclosure>
  );
}

/** How many faces are left out, and why. */
export function leftOutText({ faces, leftOut, reasons }: LeftOut, words: Messages['quality']): string {
  if (leftOut === 0) return words.noneLeftOut(faces);
  return words.leftOut(
    leftOut,
    faces,
    reasons.map(({ reason, faces: count }) => words.counted[reason](count)),
  );
}
