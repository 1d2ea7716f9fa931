import type { Spread } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Panel } from '../../components/Panel.tsx';
import styles from './sphere.module.css';

type Words = Messages['sphere'];
/** What is measured, a sentence on it, and its value. */
type Row = readonly [title: string, help: string | null, value: (measured: Measured) => string];

interface Measured {
  /** Of the head or run, if there are several. */
  name: string;
  spread: Spread;
  names: readonly string[];
}

const degrees = (angle: number) => `${angle.toFixed(2)}°`;

const rowsOf = (words: Words): Row[] => [
  [words.count, null, ({ spread }) => String(spread.count)],
  [words.dim, null, ({ spread }) => String(spread.dim)],
  [words.smallest, words.smallestHelp, ({ spread }) => degrees(spread.smallestAngle)],
  [
    words.closestPair,
    null,
    ({ spread, names }) => spread.smallestPair.map((index) => names[index]).join(' – '),
  ],
  [words.meanNearest, words.meanNearestHelp, ({ spread }) => degrees(spread.meanNearestAngle)],
  [
    words.best,
    words.bestHelp,
    ({ spread: { optimum } }) =>
      optimum === null
        ? words.none
        : `${degrees(optimum.angle)} (${optimum.source}, ${words.statuses[optimum.status]})`,
  ],
  [words.ratio, words.ratioHelp, ({ spread: { ratio } }) => ratio?.toFixed(3) ?? words.none],
];

const moreRowsOf = (words: Words, tolerance: number): Row[] => [
  [
    words.quantiles,
    words.quantilesHelp,
    ({ spread: { nearestQuantiles: of } }) => [of.p5, of.p50, of.p95].map(degrees).join(', '),
  ],
  [words.kissing, words.kissingHelp(String(tolerance)), ({ spread }) => String(spread.kissing.count)],
  [
    words.riesz,
    words.rieszHelp,
    ({ spread: { energies } }) =>
      [energies.log, energies.riesz1, energies.riesz2].map((value) => value.toFixed(3)).join(', '),
  ],
  [words.mhe, words.mheHelp, ({ spread }) => spread.energies.mhe.toFixed(4)],
  [words.uniform, words.uniformHelp, ({ spread }) => spread.energies.uniform.toFixed(4)],
];

/** The spread in numbers, with a sentence on what each means; of two runs beside each other. */
export function SpreadNumbers({ measured }: { measured: readonly Measured[] }) {
  const { sphere: words } = useMessages();
  return (
    <Panel title={words.numbers}>
      <Rows rows={rowsOf(words)} {...{ measured }} />
      <Disclosure title={words.more}>
        <Rows rows={moreRowsOf(words, measured[0]!.spread.kissing.tolerance)} {...{ measured }} />
      </Disclosure>
    </Panel>
  );
}

function Rows({ rows, measured }: { rows: readonly Row[]; measured: readonly Measured[] }) {
  return (
    <table className={styles.numbers}>
      {measured.length > 1 && (
        <thead>
          <tr>
            <td />
            {measured.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map(([title, help, value]) => (
          <tr key={title}>
            <th scope="row">
              {title}
              {help && <small>{help}</small>}
            </th>
            {measured.map((one) => (
              <td key={one.name}>{value(one)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
