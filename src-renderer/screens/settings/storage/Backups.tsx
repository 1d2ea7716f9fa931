import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type BackupInfo, type BackupPlan, backupsKept } from '../../../../src-shared/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useCall, useChangeShown, useForget } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { Table } from '../../../components/Table.tsx';
import { formatBytes } from '../bytes.ts';
import { Setting } from '../Setting.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import styles from './storage.module.css';
import { useRunning } from './useRunning.ts';
import { useWhen } from './useWhen.ts';

/** When backups are made, those there are, and the way back to one of them. */
export function Backups() {
  const { storage: words } = useMessages();
  const { language } = useLanguage();
  const { data: backups } = useCall('storage.backups', undefined);
  const running = useRunning('backup');
  const toasts = useToasts();
  const [chosen, choose] = useState<BackupInfo | null>(null);
  if (backups === undefined) return null;
  const size = formatBytes(
    backups.reduce((sum, backup) => sum + backup.size, 0),
    language,
  );
  return (
    <>
      <Schedule />
      <Setting
        label={words.backups}
        help={
          <span role="status">
            {running === null ? words.backupsHelp(backups.length, size) : words.backingUp}
          </span>
        }
      >
        {() => (
          <Button
            variant="default"
            disabled={running !== null}
            onClick={() => bridge.call('storage.backUp', undefined).catch(toasts.fail)}
          >
            {words.backUpNow}
          </Button>
        )}
      </Setting>
      {backups.length > 0 && <List {...{ backups }} onRestore={choose} />}
      {chosen && <RestoreDialog backup={chosen} onClose={() => choose(null)} />}
    </>
  );
}

function Schedule() {
  const { storage: words } = useMessages();
  const { data: plan } = useCall('storage.plan', undefined);
  const changeShown = useChangeShown('storage.plan', undefined);
  const forget = useForget();
  const toasts = useToasts();
  if (plan === undefined) return null;
  const set = (change: Partial<BackupPlan>) => {
    bridge
      .call('storage.setPlan', changeShown(plan, change))
      .catch(toasts.fail)
      .finally(() => forget('storage'));
  };
  return (
    <Setting label={words.daily} help={words.dailyHelp}>
      {(labelledBy) => (
        <div className={styles.schedule}>
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={plan.daily ? 'on' : 'off'}
            onChange={(value) => set({ daily: value === 'on' })}
            data={(['on', 'off'] as const).map((value) => ({ value, label: words[value] }))}
          />
          <NativeSelect
            aria-label={words.kept}
            value={String(plan.kept)}
            onChange={({ target }) =>
              set({ kept: backupsKept.find((count) => String(count) === target.value)! })
            }
            data={backupsKept.map((count) => ({ value: String(count), label: words.keptOf(count) }))}
          />
        </div>
      )}
    </Setting>
  );
}

interface ListProps {
  backups: readonly BackupInfo[];
  onRestore(backup: BackupInfo): void;
}

function List({ backups, onRestore }: ListProps) {
  const { storage: words } = useMessages();
  const { language } = useLanguage();
  const when = useWhen();
  return (
    <Table label={words.backups} columns={[...words.columns, null]}>
      {backups.map((backup) => (
        <tr key={backup.name} className="tabular">
          <td>{when(backup.at)}</td>
          <td>{words.reasons[backup.reason]}</td>
          <td>{backup.people.toLocaleString(language)}</td>
          <td>{backup.faces.toLocaleString(language)}</td>
          <td>{backup.photos.toLocaleString(language)}</td>
          <td>{formatBytes(backup.size, language)}</td>
          <td>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={words.restoreOf(when(backup.at))}
              onClick={() => onRestore(backup)}
            >
              {words.restore}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
