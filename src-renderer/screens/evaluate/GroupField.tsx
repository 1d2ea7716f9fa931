import { Button, NativeSelect } from '@mantine/core';
import { useRef } from 'react';
import { bridge } from '../../app/bridge.ts';
import { undoOf } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import styles from './evaluate.module.css';

interface GroupFieldProps {
  /** Empty: no groups. */
  by: string;
  onChange(by: string): void;
}

/** What groups are formed by, and a table that brings in more columns. */
export function GroupField({ by, onChange }: GroupFieldProps) {
  const { evaluate: words } = useMessages();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const { data: groupings = [] } = useCall('evaluations.groupings', undefined);
  const options = groupings.filter((one) => one.faces > 0 || one.by === by);

  async function add(file: File) {
    try {
      const { columns, rows, unmatched, entryId } = await bridge.call('evaluations.addColumns', {
        name: file.name,
        text: await file.text(),
      });
      toasts.tell(({ evaluate }) => evaluate.columnsAdded(columns, rows, unmatched.length), undoOf(entryId));
      if (columns[0] !== undefined) onChange(columns[0]);
    } catch (error) {
      toasts.fail(error);
    }
  }
  return (
    <div className={styles.groupField}>
      <NativeSelect
        label={words.by}
        description={words.byHelp}
        value={by}
        onChange={({ target }) => onChange(target.value)}
        data={[
          { value: '', label: words.noGroups },
          ...options.map((one) => ({ value: one.by, label: words.grouping(one.by, one.groups) })),
        ]}
      />
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="visually-hidden"
        aria-label={words.addColumns}
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void add(file);
          target.value = '';
        }}
      />
      <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
        {words.addColumns}
      </Button>
    </div>
  );
}
