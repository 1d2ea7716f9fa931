import type { Spread } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';

type Row = [title: string, value: string, help?: string];

/** The spread in numbers, with a sentence on what each means. */
export function SpreadNumbers({ spread, names }: { spread: Spread; names: readonly string[] }) {
  const { sphere: words } = useMessages();
  const [a, b] = spread.smallestPair;
  const { optimum, ratio } = spread;
  const best =
    optimum === null
      ? words.none
      : `${optimum.angle.toFixed(2)}° (${optimum.source}, ${words.statuses[optimum.status]})`;
  const rows: Row[] = [
    [words.count, String(spread.count)],
    [words.dim, String(spread.dim)],
    [
      words.smallest,
      `${spread.smallestAngle.toFixed(2)}°`,
      `${words.smallestHelp} ${names[a]} – ${names[b]}`,
    ],
    [words.meanNearest, `${spread.meanNearestAngle.toFixed(2)}°`, words.meanNearestHelp],
    [words.best, best, words.bestHelp],
    [words.ratio, ratio === null ? words.none : ratio.toFixed(3), words.ratioHelp],
  ];
  const { energies, kissing, nearestQuantiles } = spread;
  const more: Row[] = [
    [
      words.quantiles,
      [nearestQuantiles.p5, nearestQuantiles.p50, nearestQuantiles.p95]
        .map((angle) => `${angle.toFixed(2)}°`)
        .join(', '),
      words.quantilesHelp,
    ],
    [words.kissing, String(kissing.count), words.kissingHelp(String(kissing.tolerance))],
    [
      words.riesz,
      [energies.log, energies.riesz1, energies.riesz2].map((value) => value.toFixed(3)).join(', '),
      words.rieszHelp,
    ],
    [words.mhe, energies.mhe.toFixed(4), words.mheHelp],
    [words.uniform, energies.uniform.toFixed(4), words.uniformHelp],
  ];
  return (
    <section className="panel" aria-label={words.numbers}>
      <h2>{words.numbers}</h2>
      <Rows rows={rows} />
      <details>
        <summary>{words.more}</summary>
        <Rows rows={more} />
      </details>
    </section>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="numbers">
      {rows.map(([title, value, help]) => (
        // A group of a term, its value and what it means, as dl allows.
        <div key={title} style={{ display: 'contents' }}>
          <dt>{title}</dt>
          <dd>{value}</dd>
          {help && <dd className="help">{help}</dd>}
        </div>
      ))}
    </dl>
  );
}
