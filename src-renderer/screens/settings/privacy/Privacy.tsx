import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RetentionRule } from '../../../../src-shared/contract/index.ts';
import { go, href } from '../../../app/address.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useCall, useChangeShown, useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Setting } from '../Setting.tsx';
import { DueDialog } from './DueDialog.tsx';

/** What stays where, how long faces are kept, and the record of it. */
export function Privacy() {
  const { privacy: words } = useMessages();
  return (
    <Panel title={words.title}>
      <Whereabouts />
      <Retention />
      <Setting label={words.record} help={words.recordHelp}>
        {() => (
          <Button variant="default" onClick={() => go(href('settings', ['record']))}>
            {words.open}
          </Button>
        )}
      </Setting>
    </Panel>
  );
}

/** What leaves the machine: nothing, unless somebody has connected a database or shares a gallery. */
function Whereabouts() {
  const { privacy: words } = useMessages();
  const { data: record } = useCall('privacy.record', undefined);
  const server = record?.server ?? null;
  const shared = record?.shared ?? null;
  // A library does one of the two. Whoever shares a gallery may do so with other machines, wherever its database runs.
  const [label, help] =
    shared !== null
      ? [words.shared, words.sharedHelp(shared.name, shared.connection)]
      : server === null || server.connection === 'local'
        ? [words.local, words.localHelp]
        : [words.sent, words.sentHelp(server.name, server.connection === 'verified')];
  return (
    <Setting label={label} help={help}>
      {() => null}
    </Setting>
  );
}

/** Months that can be chosen; another number that the command line has set is shown as well. */
const choices = [1, 3, 6, 12, 24, 36];

function Retention() {
  const { privacy: words } = useMessages();
  const { data: rule } = useCall('privacy.rule', undefined);
  const change = useChange();
  const forget = useForget();
  const changeShown = useChangeShown('privacy.rule', undefined);
  if (rule === undefined) return null;
  const { expired, strangerMonths } = rule;
  const set = async (part: Partial<RetentionRule>) => {
    const next = changeShown(rule, part);
    await change(() => bridge.call('privacy.setRule', next));
    forget('privacy');
  };
  const months = [...new Set([...choices, ...(strangerMonths === null ? [] : [strangerMonths])])];
  return (
    <>
      <Setting label={words.expired} help={words.expiredHelp}>
        {(labelledBy) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={expired ? 'on' : 'off'}
            onChange={(value) => void set({ expired: value === 'on' })}
            data={(['on', 'off'] as const).map((value) => ({ value, label: words[value] }))}
          />
        )}
      </Setting>
      <Setting label={words.strangers} help={words.strangersHelp}>
        {(labelledBy) => (
          <NativeSelect
            aria-labelledby={labelledBy}
            value={String(strangerMonths ?? '')}
            onChange={({ target }) =>
              void set({ strangerMonths: target.value === '' ? null : Number(target.value) })
            }
            data={[
              { value: '', label: words.keep },
              ...months
                .sort((a, b) => a - b)
                .map((count) => ({ value: String(count), label: words.after(count) })),
            ]}
          />
        )}
      </Setting>
      {(expired || strangerMonths !== null) && <Due />}
    </>
  );
}

function Due() {
  const { privacy: words } = useMessages();
  const { data: due } = useCall('privacy.due', undefined);
  const [looks, setLooks] = useState(false);
  if (due === undefined) return null;
  const strangers = due.strangers?.faces ?? 0;
  const isDue = due.people.length + strangers > 0;
  return (
    <Setting
      label={words.due}
      help={
        <span role="status">{isDue ? words.dueText(due.people.length, strangers) : words.nothingDue}</span>
      }
    >
      {() =>
        isDue && (
          <>
            <Button variant="default" onClick={() => setLooks(true)}>
              {words.look}
            </Button>
            {looks && <DueDialog {...{ due }} onClose={() => setLooks(false)} />}
          </>
        )
      }
    </Setting>
  );
}
