import { Button, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../../../app/bridge.ts';
import { useCall, useForget } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useToasts } from '../../../app/toasts.tsx';
import { DialogFoot } from '../../../components/DialogFoot.tsx';
import { EarlierExports } from '../../../components/EarlierExports.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Progress } from '../../../components/Progress.tsx';
import { LoadingSkeleton } from '../../../components/states.tsx';
import styles from './export.module.css';
import { SidecarChanges } from './SidecarChanges.tsx';

interface ExportDialogProps {
  /** The folder that is looked at; empty: all. */
  folder: string;
  onClose(): void;
}

/** Writes sidecar files with the names of people, when asked: says before what it would write, and undoes what it wrote. */
export function ExportDialog({ folder: shownFolder, onClose }: ExportDialogProps) {
  const { exports: words, common } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const [folder, setFolder] = useState(shownFolder);
  const { data: folders = [] } = useCall('library.folders', undefined);
  const { data: jobs = [] } = useCall('jobs.list', undefined);
  const job = jobs.find(({ kind, status }) => kind === 'xmp' && status === 'running');
  const options = folder === '' ? {} : { folder };
  const preview = useCall('exports.previewXmp', options, { enabled: job === undefined, staleTime: 0 });
  const count = preview.data ? preview.data.new + preview.data.changed : 0;
  const write = () =>
    void bridge
      .call('exports.xmp', options)
      .then(() => forget('jobs'))
      .catch(toasts.fail);
  return (
    <Modal
      opened
      size="lg"
      {...{ onClose }}
      title={words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.form}>
        <p>{words.help}</p>
        <NativeSelect
          label={words.which}
          value={folder}
          disabled={job !== undefined}
          onChange={({ target }) => setFolder(target.value)}
          data={[
            { value: '', label: words.allPhotos },
            ...folders.map(({ path }) => ({ value: path, label: path })),
          ]}
          data-autofocus
        />
        {job ? (
          <Progress
            label={words.writing}
            done={job.done}
            total={job.total ?? 0}
            detail={words.doneOf(job.done, job.total ?? 0)}
            remaining={job.secondsLeft}
            onCancel={() => void bridge.call('jobs.cancel', { jobId: job.id }).catch(toasts.fail)}
          />
        ) : preview.error ? (
          <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        ) : preview.data && !preview.isFetching ? (
          <SidecarChanges preview={preview.data} />
        ) : (
          <div role="status">
            {words.looking}
            <LoadingSkeleton shape="rows" count={4} />
          </div>
        )}
        <EarlierExports />
      </div>
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {common.close}
        </Button>
        <Button disabled={job !== undefined || preview.isFetching || count === 0} onClick={write}>
          {words.write(preview.isFetching ? 0 : count)}
        </Button>
      </DialogFoot>
    </Modal>
  );
}
