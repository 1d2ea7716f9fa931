/** Every action and every person, by a few letters. */
import { useWindowEvent } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type Action, useAllActions } from '../../app/actions.ts';
import { go, href } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { paletteStore } from '../../app/palette.ts';
import { Keys } from '../../components/Keys.tsx';
import styles from './Palette.module.css';

const mostPeople = 8;
const groups = ['screen', 'go', 'library', 'window'] as const satisfies readonly Action['group'][];

/** Opens by `palette.open()`; belongs into the shell. */
export default function Palette() {
  const { palette: words } = useMessages();
  const [query, setQuery] = useState('');
  const actions = useAllActions().filter(({ label }) => matches(label, query));
  const people = useCall('people.list', undefined, { enabled: query !== '' });
  const found =
    query === '' ? [] : (people.data ?? []).filter(({ name }) => matches(name, query)).slice(0, mostPeople);
  const isEmpty = actions.length + found.length === 0;
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Letters that come before the field is there, or has the focus, are for it.
  useWindowEvent(
    'keydown',
    (event) => {
      const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isLetter || event.isComposing || !paletteStore.getState().opened) return;
      if (field.current) return field.current.focus({ preventScroll: true });
      event.preventDefault();
      setQuery((before) => before + event.key);
    },
    { capture: true },
  );
  // Spotlight selects the first of what is there when a letter is typed: people may come later, and what it selected may go.
  useEffect(() => {
    if (query === '' || list.current?.querySelector('[data-selected]')) return;
    list.current?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  });
  return (
    <Spotlight.Root
      store={paletteStore}
      attributes={{ content: { 'aria-label': words.search } }}
      {...{ query }}
      onQueryChange={setQuery}
      shortcut={null}
      // By itself it would clear when it has faded out, and take the letters of whoever opened it again meanwhile.
      clearQueryOnClose={false}
      onSpotlightOpen={() => setQuery('')}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        ref={field}
        placeholder={words.search}
        aria-label={words.search}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
      />
      <Spotlight.ActionsList ref={list}>
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={words.groups.people}>
            {found.map(({ id, name }) => (
              <Spotlight.Action key={id} onClick={() => go(href('people', [id]))} className={styles.action}>
                <IconUser size={18} stroke={1.75} aria-hidden />
                <span>{name}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {groups.map((group) => (
          <Group
            key={group}
            label={words.groups[group]}
            actions={actions.filter((one) => one.group === group)}
          />
        ))}
        {isEmpty && <Spotlight.Empty>{words.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Group({ label, actions }: { label: string; actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <Spotlight.ActionsGroup {...{ label }}>
      {actions.map(({ id, label, icon: Icon, keys, run }) => (
        <Spotlight.Action key={id} onClick={run} className={styles.action}>
          {Icon ? <Icon size={18} stroke={1.75} aria-hidden /> : <span className={styles.noIcon} />}
          <span>{label}</span>
          {keys && <Keys {...{ keys }} />}
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
}

/** Whether each word of the query lies in the text. */
function matches(text: string, query: string): boolean {
  const lower = text.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
