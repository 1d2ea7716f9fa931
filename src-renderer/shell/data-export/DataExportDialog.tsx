import { Button, Checkbox, Modal, NativeSelect } from '@mantine/core';
import { dependsOnHead } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';
import { EarlierExports } from '../../components/EarlierExports.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { FolderField } from '../add-folder/FolderField.tsx';
import styles from './data-export.module.css';
import { type ExportKind, exportKinds, useDataExport } from './useDataExport.ts';

interface DataExportDialogProps {
  /** What is chosen at first. */
  kind: ExportKind;
  /** The head that is chosen at first; null: the active one. */
  headId: number | null;
  onClose(): void;
}

/** Asks what is to be written for other programs and where, and begins. */
export function DataExportDialog({ kind, headId, onClose }: DataExportDialogProps) {
  const { exports, common } = useMessages();
  const words = exports.data;
  const form = useDataExport({ kind, headId }, onClose);
  return (
    <Modal
      opened
      {...{ onClose }}
      size="lg"
      title={words.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (form.canBegin) void form.begin();
        }}
      >
        <What {...form} />
        <FolderField label={words.to} value={form.to} onChange={form.takeFolder} onChoose={form.takeFolder} />
        {form.error !== null && <ErrorNote error={form.error} />}
        <EarlierExports />
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={!form.canBegin}>
            {words.now}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}

/** The fields that say what is written. */
function What(form: ReturnType<typeof useDataExport>) {
  const { exports } = useMessages();
  const words = exports.data;
  const { kind, formats, mayHaveMore } = form;
  const isHead = kind === 'head';
  return (
    <>
      <NativeSelect
        label={words.what}
        description={words.help[kind]}
        value={kind}
        onChange={({ target }) => form.setKind(exportKinds.find((one) => one === target.value)!)}
        data={exportKinds.map((value) => ({ value, label: words.kinds[value] }))}
        data-autofocus
      />
      <div className={styles.beside}>
        {(kind === 'head' || kind === 'model' || dependsOnHead(kind)) && (
          <HeadPicker value={form.headId} onChange={form.setHeadId} />
        )}
        {formats.length > 1 && (
          <NativeSelect
            label={words.format}
            value={form.format}
            onChange={({ target }) => form.setFormat(target.value)}
            data={formats.map((value) => ({ value, label: words.formats[value] }))}
          />
        )}
      </div>
      {kind !== 'model' && (
        <Checkbox
          label={isHead ? words.people : words.paths}
          description={isHead ? (mayHaveMore ? words.peopleHelp : words.noCentres) : words.pathsHelp}
          disabled={!mayHaveMore}
          checked={form.withMore}
          onChange={({ currentTarget }) => form.setMore(currentTarget.checked)}
        />
      )}
      {form.namesPeople && <p className={styles.private}>{words.private}</p>}
    </>
  );
}
