import { useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useNameOf } from './faces.tsx';
import { Opened, OpenedPairs } from './Opened.tsx';
import { openKey, othersFirst } from './opened.ts';
import { RateTable } from './RateTable.tsx';
import type { SearchPanelsProps } from './SearchPanels.tsx';

/** A search for people who are all enrolled: how often the right one comes first. */
export function RanksPanel({ heads, search, head, faces, open, set }: SearchPanelsProps) {
  const { evaluate: words } = useMessages();
  const nameOf = useNameOf(faces);
  const { counts } = search;
  const isOpen = open === openKey.first;
  const close = () => set({ open: '' }, { replace: true });
  return (
    <Panel title={words.firstTitle} detail={words.overPeople}>
      <RateTable
        label={words.firstTitle}
        kind="strangers"
        rates={[]}
        least={0}
        named={heads}
        counted={words.countedHoldout(counts.probes, counts.people)}
        heads={search.heads}
        differences={search.differences}
        open={{
          canOpen: (row) => row === 'top1',
          isOpen: (row) => row === 'top1' && isOpen,
          onToggle: () => set({ open: isOpen ? '' : openKey.first }, { replace: true }),
          shown: isOpen && (
            <Opened title={words.othersFirst(heads[head]!.name)} detail={null} onClose={close}>
              <OpenedPairs
                items={{ own: othersFirst(search.heads[head]!, words, nameOf), others: [] }}
                titles={[words.missedSearches, words.acceptedStrangers]}
                {...{ faces }}
              />
            </Opened>
          ),
        }}
        others={[
          { key: 'top1', title: words.first, sign: 1 },
          { key: 'top5', title: words.amongFive, sign: 1 },
        ]}
      />
    </Panel>
  );
}
