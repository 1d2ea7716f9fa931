import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SortOptions, SortPreview } from '../../../src-shared/contract/index.ts';
import { toFailure, wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { EarlierExports } from '../../components/EarlierExports.tsx';
import { useFolderChooser } from '../../shell/add-folder/useFolderChooser.tsx';
import styles from './folder.module.css';

/** Copies the folder's photos into a folder for each person; says before what it would do. Photos are only copied. */
export function SortDialog({ onClose }: { onClose(): void }) {
  const { recognise: words, common } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  const [target, setTarget] = useState('');
  const [several, setSeveral] = useState<SortOptions['several']>('each');
  const [unknown, setUnknown] = useState<SortOptions['unknown']>('leave');
  const { ask, dialog } = useFolderChooser(setTarget, words.takeFolder);
  const options = { target, several, unknown, withoutFace: 'leave' as const, names: words.folderNames };
  const { preview, isCurrent, failure } = usePreview(options);
  async function sort() {
    try {
      await bridge.call('exports.sort', options);
      forget('jobs');
      onClose();
    } catch (error) {
      toasts.fail(error);
    }
  }
  return (
    <Modal
      opened
      {...{ onClose }}
      size="lg"
      title={words.sortTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {dialog}
      <div className={styles.form}>
        <p>{words.sortHelp}</p>
        <div className={styles.row}>
          <TextInput
            className={styles.grow!}
            label={words.sortTarget}
            value={target}
            spellCheck={false}
            error={failure && `${failure.message} ${failure.remedy}`}
            onChange={({ currentTarget }) => setTarget(currentTarget.value)}
            data-autofocus
          />
          <Button variant="default" onClick={ask}>
            {words.browse}
          </Button>
        </div>
        <NativeSelect
          label={words.several}
          value={several}
          onChange={(event) => setSeveral(event.target.value as SortOptions['several'])}
          data={(['each', 'folder'] as const).map((value) => ({ value, label: words.severalOptions[value] }))}
        />
        <NativeSelect
          label={words.unknownPhotos}
          value={unknown}
          onChange={(event) => setUnknown(event.target.value as SortOptions['unknown'])}
          data={(['leave', 'folder'] as const).map((value) => ({
            value,
            label: words.unknownOptions[value],
          }))}
        />
        {preview && <Preview {...{ preview }} />}
        <EarlierExports />
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={!preview || !isCurrent || preview.copies === 0} onClick={sort}>
            {words.copyNow(preview?.copies ?? 0)}
          </Button>
        </DialogFoot>
      </div>
    </Modal>
  );
}

/** Asks what sorting would do, once nobody writes any more. @returns `isCurrent`: whether it is said of the folder that is written. */
function usePreview(options: SortOptions) {
  const { language } = useLanguage();
  const [target] = useDebouncedValue(options.target, 200);
  const asked = { ...options, target };
  const { data, error } = useQuery({
    queryKey: ['exports.previewSort', asked],
    queryFn: () => bridge.call('exports.previewSort', asked),
    enabled: target !== '',
    staleTime: 0,
  });
  const failure = error === null ? null : wordingOf(toFailure(error), language);
  return { preview: data, isCurrent: target === options.target, failure };
}

/** What sorting would do: how many copies, and into which folders. */
function Preview({ preview }: { preview: SortPreview }) {
  const { recognise: words } = useMessages();
  return (
    <div role="status">
      <p>
        {words.sortCounts(
          preview.copies,
          preview.folders.length,
          preview.bytes / 2 ** 20,
          preview.present,
          preview.leftOut,
        )}
      </p>
      <ul className={styles.folders}>
        {preview.folders.map(({ name, copies }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="quiet tabular">{copies}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
