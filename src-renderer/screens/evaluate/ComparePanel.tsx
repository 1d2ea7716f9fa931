import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ComparedFigure, EvaluationInfo, KeptEvaluation } from '../../../src-shared/contract/index.ts';
import { plainPercent } from '../../../src-shared/evaluation-files/index.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Table } from '../../components/Table.tsx';
import styles from './evaluate.module.css';
import type { EvaluateState, SetState } from './evaluate-address.ts';
import { Difference, Share } from './RateTable.tsx';

interface ComparePanelProps {
  kept: KeptEvaluation;
  /** Those that it may be compared with. */
  others: readonly EvaluationInfo[];
  state: EvaluateState;
  set: SetState;
}

/** The other evaluations of the same protocol. */
export function comparableWith(
  kept: KeptEvaluation | undefined,
  list: readonly EvaluationInfo[] = [],
): EvaluationInfo[] {
  return list.filter(({ id, settings }) => id !== kept?.id && settings.protocol === kept?.settings.protocol);
}

/** As where one evaluation is shown. */
const placesOf = (figure: ComparedFigure['figure']) => (figure === 'accuracy' ? 2 : undefined);

/** How the figures of an evaluation differ from those of another one that the address names, if it was made on the same faces. */
export function ComparePanel({ others, ...props }: ComparePanelProps) {
  const other = others.find(({ id }) => id === props.state.with);
  return other && <Comparison {...{ others, other }} {...props} />;
}

function Comparison({ kept, others, other, state, set }: ComparePanelProps & { other: EvaluationInfo }) {
  const { evaluate: words } = useMessages();
  const { data, error } = useCall('evaluations.compare', { firstId: other.id, secondId: kept.id });
  const heads = [kept, other].map((one) => one.heads.map(({ name }) => name));
  // The last of each is what one wants to know about.
  const [mine, theirs] = heads.map((names, i) =>
    Math.min(state.pair[i] ?? names.length - 1, names.length - 1),
  ) as [number, number];
  // The last answer may be of others.
  const isTheirs = data?.first.id === other.id && data.second.id === kept.id;
  const found = isTheirs ? data.heads[mine * heads[1]!.length + theirs] : undefined;
  const choice = (label: string, place: 0 | 1) => (
    <NativeSelect
      label={label}
      value={String([mine, theirs][place])}
      onChange={({ target }) =>
        set({ pair: [mine, theirs].with(place, Number(target.value)) }, { replace: true })
      }
      data={heads[place]!.map((name, i) => ({ value: String(i), label: name }))}
    />
  );
  const label = words.compared(kept.name, other.name);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It stands above what may be in sight.
    top.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Panel title={label} detail={words.overPeople}>
      <div className={styles.compare} ref={top}>
        <NativeSelect
          label={words.compareWith}
          value={String(other.id)}
          onChange={({ target }) => set({ with: Number(target.value), pair: [] }, { replace: true })}
          data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        {choice(words.headOf(kept.name), 0)}
        {choice(words.headOf(other.name), 1)}
        <Button variant="default" onClick={() => set({ with: null, pair: [] })}>
          {words.endComparison}
        </Button>
      </div>
      {error && <ErrorNote {...{ error }} />}
      {found && (
        <div className={styles.rates}>
          <Table {...{ label }} columns={[words.figure, kept.name, other.name, words.difference(other.name)]}>
            {(['search', 'pairs'] as const).flatMap((part) =>
              (found[part] ?? []).map(({ figure, at, first, second, difference }) => (
                <tr key={`${part} ${figure} ${at}`} className="tabular">
                  <th scope="row">
                    {words.comparedFigures[part === 'search' && figure === 'eer' ? 'searchEer' : figure]}
                    {at !== null && ` ${words.atRate(plainPercent(100 * at))}`}
                  </th>
                  <td>
                    <Share figure={second} places={placesOf(figure)} />
                  </td>
                  <td>
                    <Share figure={first} places={placesOf(figure)} />
                  </td>
                  <Difference
                    figure={difference}
                    sign={figure === 'eer' ? -1 : 1}
                    places={placesOf(figure)}
                  />
                </tr>
              )),
            )}
          </Table>
        </div>
      )}
      {found && kept.result.search && found.search === null && (
        <p className={styles.note}>{words.otherSearches}</p>
      )}
    </Panel>
  );
}
