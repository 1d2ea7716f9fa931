import { Button } from '@mantine/core';
import {
  IconChartLine,
  IconCopy,
  IconFileExport,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import { type HeadInfo, type Run, runName } from '../../../src-shared/contract/index.ts';
import { go, href } from '../../app/address.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useRunActions } from '../../app/run-actions.ts';
import { Facts } from '../../components/Facts.tsx';
import { HeadVerdict } from '../../components/HeadVerdict.tsx';
import { Inspector } from '../../components/Inspector.tsx';
import { formOfSpec, trainForm } from '../train/form.ts';
import { MadeWith } from './MadeWith.tsx';
import { RunNoteFields } from './RunNoteFields.tsx';
import styles from './runs.module.css';
import { settingRows } from './setting-rows.ts';

interface RunInspectorProps {
  run: Run;
  head: HeadInfo | undefined;
  onExport(): void;
  onClose(): void;
}

/** One run: what it was trained with, what it is worth, and what can be done with it. */
export function RunInspector({ run, head, onExport, onClose }: RunInspectorProps) {
  const messages = useMessages();
  const { runs: words } = messages;
  const { language } = useLanguage();
  return (
    <Inspector title={runName(run)} {...{ onClose }}>
      <RunActions {...{ run, head, onExport, onClose }} />
      <RunNoteFields {...{ run }} />
      {head && <HeadVerdict {...{ head }} />}
      <h3 className={styles.settings}>{words.settings}</h3>
      <Facts
        facts={settingRows(run.spec, language, messages).map(({ title, value }) => [title, value] as const)}
      />
      <MadeWith {...{ run }} />
    </Inspector>
  );
}

function RunActions({ run, head, onExport, onClose }: RunInspectorProps) {
  const { runs: words, exports, common } = useMessages();
  const actions = useRunActions();
  const { id, status, spec } = run;
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <div className={styles.actions}>
      <Button
        variant="default"
        leftSection={<IconChartLine {...icon} />}
        onClick={() => go(href('train', [], { run: String(id) }))}
      >
        {words.open}
      </Button>
      <Button
        variant="default"
        leftSection={<IconCopy {...icon} />}
        onClick={() => {
          trainForm.change(() => formOfSpec(spec));
          go(href('train'));
        }}
      >
        {words.startFrom}
      </Button>
      {head && (
        <Button
          variant="default"
          leftSection={<IconFileExport {...icon} />}
          aria-label={exports.data.ofHeadLong(head.name)}
          onClick={onExport}
        >
          {exports.data.ofHead}
        </Button>
      )}
      {status === 'running' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop {...icon} />}
          onClick={() => void actions.cancel(id)}
        >
          {common.cancel}
        </Button>
      ) : (
        <>
          {status !== 'finished' && (
            <Button
              variant="default"
              leftSection={<IconPlayerPlay {...icon} />}
              onClick={() => void actions.resume(id)}
            >
              {words.resume}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconTrash {...icon} />}
            aria-label={words.removeRun(runName(run))}
            onClick={async () => {
              if (await actions.remove(run)) onClose();
            }}
          >
            {words.remove}
          </Button>
        </>
      )}
    </div>
  );
}
