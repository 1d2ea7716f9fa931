import { TagsInput } from '@mantine/core';
import type { Run, RunNotes } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { NoteField } from '../../components/NoteField.tsx';
import { tagsOf } from './run-groups.ts';
import styles from './runs.module.css';

/** What people note of a run; each is a change that can be undone. */
export function RunNoteFields({ run: { id, tags, note } }: { run: Run }) {
  const { runs: words } = useMessages();
  const change = useChange();
  const { data: all = [] } = useCall('training.runs', undefined);
  const annotate = (notes: Partial<RunNotes>) =>
    void change(() => bridge.call('training.annotate', { runId: id, ...notes }));
  return (
    <div className={styles.notes}>
      <TagsInput
        label={words.tags}
        description={words.tagsHelp}
        value={[...tags]}
        data={tagsOf(all)}
        splitChars={[',', '、']}
        acceptValueOnBlur
        onChange={(tags) => annotate({ tags })}
      />
      <NoteField label={words.note} {...{ note }} onNote={(note) => annotate({ note })} />
    </div>
  );
}
