import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { runName } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { TagSelect } from '../../components/TagSelect.tsx';
import { keyOfTag, tagOfKey } from '../../components/tag-key.ts';
import styles from './library.module.css';
import { type LibraryState, noFilters } from './library-query.ts';

export interface FilterProps {
  state: LibraryState;
  set(change: Partial<LibraryState>): void;
}

/** The filters that are set less often. */
export function FilterFields({ state, set }: FilterProps) {
  const { library: words, tags } = useMessages();
  const { data: folders = [] } = useCall('library.folders', undefined);
  return (
    <div className={styles.fields}>
      <Choice
        label={words.qualityTitle}
        value={state.quality}
        words={words.qualities}
        onChange={(quality) => set({ quality })}
      />
      <NativeSelect
        label={words.folder}
        value={state.folder}
        onChange={({ target }) => set({ folder: target.value })}
        data={[
          { value: '', label: words.anyFolder },
          ...folders.map(({ path }) => ({ value: path, label: path })),
        ]}
      />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={words.takenFrom}
          value={state.from}
          onChange={({ target }) => set({ from: target.value })}
        />
        <TextInput
          type="date"
          label={words.takenTo}
          value={state.to}
          onChange={({ target }) => set({ to: target.value })}
        />
      </div>
      <NativeSelect
        label={words.sourceTitle}
        value={state.source}
        onChange={({ target }) => set({ source: target.value as LibraryState['source'] })}
        data={Object.entries(words.sources).map(([value, label]) => ({ value, label }))}
      />
      <Choice
        label={words.strangersTitle}
        value={state.strangers}
        words={words.strangers}
        onChange={(strangers) => set({ strangers })}
      />
      <Choice
        label={words.hiddenTitle}
        value={state.hidden}
        words={words.hiddenChoices}
        onChange={(hidden) => set({ hidden })}
      />
      <TagSelect
        label={tags.title}
        none={tags.any}
        value={tagOfKey(state.tag)}
        onChange={(tag) => set({ tag: keyOfTag(tag) })}
      />
      <RunFields {...{ state, set }} />
      <Button variant="default" onClick={() => set(noFilters)}>
        {words.clearFilters}
      </Button>
    </div>
  );
}

/** The faces of a run, by what it used them for. */
function RunFields({ state: { run, side }, set }: FilterProps) {
  const { library: words } = useMessages();
  const { data: runs = [] } = useCall('training.runs', undefined);
  if (runs.length === 0) return null;
  return (
    <div className={styles.pair}>
      <NativeSelect
        label={words.run}
        value={run ?? ''}
        onChange={({ target }) => set({ run: target.value === '' ? null : Number(target.value) })}
        data={[
          { value: '', label: words.anyRun },
          ...runs.map((one) => ({ value: String(one.id), label: runName(one) })),
        ]}
      />
      <NativeSelect
        label={words.side}
        disabled={run === null}
        value={side}
        onChange={({ target }) => set({ side: target.value as LibraryState['side'] })}
        data={Object.entries(words.sides).map(([value, label]) => ({ value, label }))}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  words: Readonly<Record<T, string>>;
  onChange(value: T): void;
}

function Choice<T extends string>({ label, value, words, onChange }: ChoiceProps<T>) {
  return (
    <div>
      <div className={styles.label}>{label}</div>
      <SegmentedControl
        fullWidth
        aria-label={label}
        {...{ value }}
        onChange={(next) => onChange(next as T)}
        data={(Object.keys(words) as T[]).map((key) => ({ value: key, label: words[key] }))}
      />
    </div>
  );
}
