import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { BackboneInfo, Estimate } from '../../../../src-shared/contract/index.ts';
import { toError } from '../../../../src-shared/errors/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useCall, useForget } from '../../../app/data.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Table } from '../../../components/Table.tsx';
import shared from '../SettingsScreen.module.css';
import { AddBackboneDialog } from './AddBackboneDialog.tsx';
import styles from './backbones.module.css';
import { RemoveBackboneDialog } from './RemoveBackboneDialog.tsx';

/** The networks that can describe this library's faces, how well each tells its people apart, and the change from one to another. */
export function Backbones() {
  const { backbones: words } = useMessages();
  const { data: backbones } = useCall('backbones.list', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const toasts = useToasts();
  const forget = useForget();
  const [asks, setAsks] = useState<'add' | BackboneInfo | null>(null);
  const job = jobs.find(({ kind }) => kind === 'backbone');
  const isBusy = job?.status === 'running';
  if (backbones === undefined) return null;
  const use = (backboneId: number) =>
    bridge
      .call('backbones.use', { backboneId })
      .then(() => forget('jobs'))
      .catch(toasts.fail);
  return (
    <Panel title={words.title}>
      <p className={shared.text}>{words.text}</p>
      <Table label={words.list} columns={words.columns}>
        {backbones.map((backbone) => (
          <Row key={backbone.id} {...{ backbone, isBusy, use }} onRemove={() => setAsks(backbone)} />
        ))}
      </Table>
      {isBusy && (
        <div className={styles.work}>
          <span role="status">{words.working(job.folder)}</span>
          <Progress
            aria-label={words.working(job.folder)}
            className={styles.bar}
            value={job.total === null || job.total === 0 ? 0 : (100 * job.done) / job.total}
          />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => bridge.call('jobs.cancel', { jobId: job.id }).catch(toasts.fail)}
          >
            {words.cancel}
          </Button>
        </div>
      )}
      {job?.status === 'failed' && job.failure !== null && <ErrorNote error={toError(job.failure)} />}
      <div className={shared.buttons}>
        <Button variant="default" disabled={isBusy} onClick={() => setAsks('add')}>
          {words.add}
        </Button>
      </div>
      {asks === 'add' && <AddBackboneDialog onClose={() => setAsks(null)} />}
      {asks !== null && asks !== 'add' && (
        <RemoveBackboneDialog backbone={asks} onClose={() => setAsks(null)} />
      )}
    </Panel>
  );
}

interface RowProps {
  backbone: BackboneInfo;
  /** Whether one is being described by. */
  isBusy: boolean;
  use(backboneId: number): void;
  onRemove(): void;
}

function Row({ backbone, isBusy, use, onRemove }: RowProps) {
  const { backbones: words } = useMessages();
  const { language } = useLanguage();
  const { id, active, descriptor, size, described, total, proof } = backbone;
  const name = id === 0 ? words.builtIn : backbone.name;
  const licence = descriptor?.licence ?? (id === 0 ? 'MIT' : words.vectorsOnly);
  const number = (value: number) => value.toLocaleString(language);
  const percent = ({ value }: Estimate) =>
    value.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
  /** Beside the one that was in use when it was proven. */
  const measured = (of: 'eer' | 'dir') => {
    if (id === 0) return '';
    const [first, last] = [proof?.backbones[0]?.[of], proof?.backbones.at(-1)?.[of]];
    return first && last ? words.beside(percent(last), percent(first)) : words.tooFew;
  };
  return (
    <tr className="tabular">
      <td className={styles.short}>
        {name} {active && <span className={styles.inUse}>{words.inUse}</span>}
      </td>
      <td>{number(size)}</td>
      <td className={styles.short}>{words.described(number(described), number(total))}</td>
      <td className={styles.measured}>{measured('eer')}</td>
      <td className={styles.measured}>{measured('dir')}</td>
      <td>
        <span className={styles.licence} title={licence}>
          {licence}
        </span>
      </td>
      <td>
        <div className={styles.actions}>
          {!active && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              aria-label={words.useOf(name)}
              onClick={() => use(id)}
            >
              {words.use}
            </Button>
          )}
          {!active && id !== 0 && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              aria-label={words.removeOf(name)}
              onClick={onRemove}
            >
              {words.remove}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
