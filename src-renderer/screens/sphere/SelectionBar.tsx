import { Button, TextInput } from '@mantine/core';
import { IconLasso, IconSearch, IconSelectAll } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { mostMeasured } from '../../sphere/drawing/appearance.ts';
import type { Fitting, NearestCentres } from '../../sphere/picture.ts';
import { takeable } from '../../sphere/view/lasso.ts';
import { findPeople } from './find-people.ts';
import { SelectionActions } from './SelectionActions.tsx';
import type { Sight } from './sight.ts';
import styles from './sphere.module.css';
import type { Selection } from './useSelection.ts';
import { useSelectionKeys } from './useSelectionKeys.ts';

interface SelectionBarProps {
  names: readonly string[];
  nearest: NearestCentres;
  selection: Selection;
  sight: Sight;
  /** Whether points can be taken with a lasso. */
  hasLasso?: boolean;
  /** Who fits the filters of the address; absent: they are not used here. */
  fitting?: Fitting | null;
  /** Beside the search. */
  tools?: ReactNode;
  /** True angle between two centres, degrees. */
  angle(a: number, b: number): number;
}

/** Names that are offered while somebody types. */
const offered = 12;
/** Names that are said of those who are selected. */
const namedOf = 5;

/** Finds people, flies to those who are selected, measures between them and shows them alone. */
export function SelectionBar(props: SelectionBarProps) {
  const { names, nearest, selection, sight, hasLasso = true, fitting, tools } = props;
  const { sphere: words } = useMessages();
  const [text, setText] = useState('');
  const listId = useId();
  /** Shift with Enter adds to the selection: the form does not say which keys it was sent with. */
  const isAdding = useRef(false);
  const matching = findPeople(names, text, offered);
  const { selected, isolated, select, take } = selection;
  const all = useMemo(
    () => takeable({ names, nearest }, { selected, isolated, fitting: fitting ?? null }),
    [names, nearest, selected, isolated, fitting],
  );
  useSelectionKeys(selection, all, hasLasso);

  function search(event: FormEvent) {
    event.preventDefault();
    const [first] = matching;
    if (first === undefined) return;
    select(first, isAdding.current);
    sight.flyTo([first]);
    setText('');
  }

  return (
    <>
      <form className={styles.search} onSubmit={search}>
        <TextInput
          type="search"
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          aria-label={words.search}
          placeholder={words.search}
          list={listId}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ shiftKey }) => {
            isAdding.current = shiftKey;
          }}
        />
        <datalist id={listId}>
          {text !== '' && matching.map((i) => <option key={i} value={names[i]} />)}
        </datalist>
        {hasLasso && <LassoButton {...{ selection }} />}
        <Button
          variant="default"
          disabled={all.length === 0}
          leftSection={<IconSelectAll size={16} stroke={1.75} aria-hidden />}
          onClick={() => take(all, 'replace')}
        >
          {words.takeAll(all.length)}
        </Button>
        {tools}
        <Button variant="default" disabled={sight.isWhole} onClick={sight.showWhole}>
          {words.whole}
        </Button>
      </form>
      <p className={styles.said} aria-live="polite">
        {text !== '' && matching.length === 0 ? words.notFound(text) : said(props, words)}
      </p>
      {selected.length > 0 && (
        <SelectionActions
          {...{ names, nearest, selection }}
          isFiltered={fitting !== undefined}
          onFly={() => sight.flyTo(selected)}
        />
      )}
    </>
  );
}

function LassoButton({ selection: { isLasso, setLasso } }: Pick<SelectionBarProps, 'selection'>) {
  const { sphere: words } = useMessages();
  return (
    <Button
      variant={isLasso ? 'light' : 'default'}
      aria-pressed={isLasso}
      aria-keyshortcuts="L"
      title={words.lassoHelp}
      leftSection={<IconLasso size={16} stroke={1.75} aria-hidden />}
      onClick={() => setLasso(!isLasso)}
    >
      {words.lasso}
    </Button>
  );
}

/** Who is selected, and the angles between a few of them; else what to do. */
function said(
  { names, selection: { selected, isLasso }, fitting, angle }: SelectionBarProps,
  words: Messages['sphere'],
): string {
  if (selected.length === 0 && fitting) return words.fit(fitting.centres.size, names.length);
  if (selected.length === 0) return isLasso ? words.lassoHelp : words.howToSelect;
  if (selected.length === 1) return words.oneSelected(names[selected[0]!]!);
  if (selected.length > mostMeasured)
    return words.manySelected(
      selected.length,
      selected.slice(0, namedOf).map((i) => names[i]!),
    );
  return selected
    .slice(1)
    .map((b, i) => words.measured(names[selected[i]!]!, names[b]!, angle(selected[i]!, b).toFixed(2)))
    .join(' · ');
}
