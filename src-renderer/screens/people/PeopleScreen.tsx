import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconInbox, IconSearch, IconUsers, IconX } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { Person } from '../../../src-shared/contract/index.ts';
import { go, href, query, useQueryState } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import type { GridSelection } from '../../components/grid-selection.ts';
import { Screen } from '../../components/Screen.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '../../components/states.tsx';
import { VirtualGrid } from '../../components/VirtualGrid.tsx';
import { ConsentNotice, isDue } from './ConsentNotice.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { PersonInspector } from './PersonInspector.tsx';
import { PersonTile } from './PersonTile.tsx';
import { type PeopleOrder, peopleOrders, shownPeople } from './people-rows.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { usePeopleActions } from './usePeopleActions.ts';

const parts = {
  find: query.text(),
  sort: query.oneOf(...peopleOrders),
  hidden: query.flag(),
  selected: query.numbers(),
  /** Only these people, such as those of a lasso; empty: everybody. */
  among: query.numbers(),
  /** Only those whose consent has ended or ends soon. */
  consent: query.flag(),
};

/** Of a card: name, number of photos and spread stand below the portrait. */
const tile = { width: 140, below: 72 };

/** Everybody who has a name: found, looked at, corrected, merged and hidden. */
export default function PeopleScreen() {
  const { screens, people: words } = useMessages();
  const [{ find, sort, hidden, selected, among, consent }, set] = useQueryState(parts);
  const { data: people, error, isPending } = useCall('people.list', undefined);
  const { data: counts } = useCall('review.counts', undefined);
  const shown = useMemo(
    () => shownPeople(people ?? [], { find, sort, hidden, among, isDue: consent ? isDue : undefined }),
    [people, find, sort, hidden, among, consent],
  );
  const [merging, setMerging] = useState<readonly Person[] | null>(null);
  const chosen = useMemo(() => (people ?? []).filter(({ id }) => selected.includes(id)), [people, selected]);
  const [forgetting, setForgetting] = useState<Person | null>(null);
  const [exporting, setExporting] = useState<Person | null>(null);
  const actions = usePeopleActions(
    chosen,
    useMemo(() => ({ merge: setMerging, exports: setExporting, forget: setForgetting }), []),
  );
  const hiddenCount = (people ?? []).filter((person) => person.hidden || person.ignored).length;

  return (
    <Screen
      title={screens.people}
      detail={people && words.counts(people.length, hiddenCount)}
      usesHead
      fill
      tools={<Tools />}
      action={{
        label: words.review(counts?.waiting ?? null),
        icon: IconInbox,
        onClick: () => go(href('review')),
      }}
      notice={
        <ConsentNotice {...{ people }} only={consent} onOnly={(consent) => set({ consent, selected: [] })} />
      }
      menu={[
        {
          label: hidden ? words.hideHidden : words.showHidden(hiddenCount),
          onClick: () => set({ hidden: !hidden }),
          disabled: !hidden && hiddenCount === 0,
        },
      ]}
      inspector={
        chosen.length === 1 && (
          <PersonInspector
            key={chosen[0]!.id}
            person={chosen[0]!}
            onMerge={(into) => setMerging([chosen[0]!, into])}
            onExport={() => setExporting(chosen[0]!)}
            onForget={() => setForgetting(chosen[0]!)}
            onClose={() => set({ selected: [] }, { replace: true })}
          />
        )
      }
      footer={
        chosen.length > 1 && (
          <SelectionBar people={chosen} {...{ actions }} onClear={() => set({ selected: [] })} />
        )
      }
    >
      <States {...{ people, shown, error, isPending }} />
      {shown.length > 0 && <Cards people={shown} />}
      {exporting && <ExportDialog person={exporting} onClose={() => setExporting(null)} />}
      {forgetting && <ForgetDialog person={forgetting} onClose={() => setForgetting(null)} />}
      {merging && (
        <MergeDialog
          people={merging}
          onClose={() => setMerging(null)}
          onMerged={(into) => {
            setMerging(null);
            set({ selected: [into] }, { replace: true });
          }}
        />
      )}
    </Screen>
  );
}

/** Search and order, kept in the address. */
function Tools() {
  const { people: words } = useMessages();
  const [{ find, sort, among }, set] = useQueryState(parts);
  return (
    <>
      {among.length > 0 && (
        <Button
          variant="light"
          rightSection={<IconX size={16} stroke={1.75} aria-hidden />}
          title={words.showEverybody}
          onClick={() => set({ among: [] })}
        >
          {words.onlyThese(among.length)}
        </Button>
      )}
      <TextInput
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={find}
        onChange={({ target }) => set({ find: target.value }, { replace: true })}
      />
      <NativeSelect
        aria-label={words.sort}
        value={sort}
        onChange={({ target }) => set({ sort: target.value as PeopleOrder }, { replace: true })}
        data={peopleOrders.map((order) => ({ value: order, label: words.orders[order] }))}
      />
    </>
  );
}

interface StatesProps {
  people: readonly Person[] | undefined;
  shown: readonly Person[];
  error: unknown;
  isPending: boolean;
}

/** What stands in the place of the cards while there are none. */
function States({ people, shown, error, isPending }: StatesProps) {
  const { people: words } = useMessages();
  return (
    <>
      {isPending && <LoadingSkeleton shape="grid" {...{ tile }} />}
      {error !== null && <ErrorState error={error} />}
      {people?.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={words.none}
          action={{ label: words.toReview, onClick: () => go(href('review')) }}
        >
          {words.noneHelp}
        </EmptyState>
      )}
      {people && people.length > 0 && shown.length === 0 && (
        <EmptyState icon={IconSearch} title={words.noneFound}>
          {words.noneFoundHelp}
        </EmptyState>
      )}
    </>
  );
}

/** The cards; which are selected lies in the address. */
function Cards({ people }: { people: readonly Person[] }) {
  const { screens, people: words } = useMessages();
  const [{ selected }, set] = useQueryState(parts);
  const [place, setPlace] = useState({ active: 0, anchor: 0 });
  const ids = useMemo(() => people.map(({ id }) => id), [people]);
  const select = useCallback(
    ({ selected, active, anchor }: GridSelection) => {
      setPlace({ active, anchor });
      set({ selected: [...selected] }, { replace: true });
    },
    [set],
  );
  return (
    <VirtualGrid
      label={screens.people}
      {...{ ids, tile }}
      selection={{ ...place, selected: new Set(selected) }}
      onSelect={select}
      onOpen={(id) => go(href('library', [], { person: String(id) }))}
      nameOf={(index) => words.tile(people[index]!)}
      renderTile={(index) => <PersonTile person={people[index]!} />}
    />
  );
}
