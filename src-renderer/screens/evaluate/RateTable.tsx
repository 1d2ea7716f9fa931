import type { ReactNode } from 'react';
import type { Estimate, EvaluationResult } from '../../../src-shared/contract/index.ts';
import {
  ends,
  type HeadFigures,
  percent,
  plainPercent,
  pointEnds,
} from '../../../src-shared/evaluation-files/index.ts';
import { points } from '../../../src-shared/points.ts';
import { neededFor } from '../../../src-shared/recognition/index.ts';
import { useMessages } from '../../app/language.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import styles from './evaluate.module.css';
import { sideOf } from './figures.ts';
import { Standings } from './Standings.tsx';

interface RateTableProps {
  label: string;
  kind: 'strangers' | 'pairs';
  /** From the largest; none: the figures below ask for no rate. */
  rates: readonly number[];
  /** How many strangers of a draw, or pairs of two people, rates are counted on. */
  least: number;
  named: EvaluationResult['heads'];
  heads: readonly HeadFigures[];
  /** To the first head, of all others. */
  differences: readonly HeadFigures[];
  /** Figures below the rates: their name, what they are called, and whether more is better. */
  others: readonly {
    key: 'top1' | 'top5' | 'auc' | 'eer' | 'accuracy';
    title: string;
    sign: 1 | -1;
    places?: number;
  }[];
  /** On how many all of it is counted, in words. */
  counted: string;
  /** Rows that can be looked into, by their rate or the name of their figure. */
  open: RowOpening;
}

/** Which rows of a table can be opened, and which one is. */
export interface RowOpening {
  canOpen(row: number | string): boolean;
  isOpen(row: number | string): boolean;
  onToggle(row: number | string): void;
  /** What the open row is made of; null: none is open. */
  shown: ReactNode;
}

/** Figures at rates, with their intervals and the differences of heads; a difference has a colour only if its interval excludes 0. */
export function RateTable({
  label,
  kind,
  rates,
  least,
  named,
  counted,
  heads,
  differences,
  others,
  open,
}: RateTableProps) {
  const { evaluate: words } = useMessages();
  const headOf = (row: number | string, title: string) =>
    open.canOpen(row) ? (
      <RowChoice expanded={open.isOpen(row)} onClick={() => open.onToggle(row)}>
        {title}
      </RowChoice>
    ) : (
      title
    );
  const names = named.map(({ name }) => name);
  const tooRare = rates
    .filter((rate) => neededFor(rate) > least)
    .map((rate) => [plainPercent(100 * rate), neededFor(rate)] as const);
  const at = (figures: HeadFigures, rate: number) => figures.points.find((point) => point.rate === rate);
  return (
    <>
      <div className={styles.rates}>
        <Table
          {...{ label }}
          columns={[
            rates.length > 0 ? 'FAR' : words.figure,
            ...names,
            ...differences.map(() => words.difference(names[0]!)),
          ]}
        >
          {rates.map((rate) => (
            <tr key={rate} className="tabular">
              <th scope="row">{headOf(rate, plainPercent(100 * rate))}</th>
              {heads.map((figures, i) => (
                <td key={names[i]}>
                  <Share figure={at(figures, rate)} />
                </td>
              ))}
              {differences.map((figures, i) => (
                <Difference key={names[i + 1]} figure={at(figures, rate)} sign={1} />
              ))}
            </tr>
          ))}
          {others.map(({ key, title, sign, places }) => (
            <tr key={key} className="tabular">
              <th scope="row">{headOf(key, title)}</th>
              {heads.map((figures, i) => (
                <td key={names[i]}>
                  <Share figure={figures[key]} {...{ places }} />
                </td>
              ))}
              {differences.map((figures, i) => (
                <Difference key={names[i + 1]} figure={figures[key]} {...{ sign, places }} />
              ))}
            </tr>
          ))}
        </Table>
      </div>
      {open.shown}
      <Standings {...{ heads: named, differences }} />
      <p className={styles.note}>
        {rates.length > 0 ? words.openRowOrPoint : words.openRow} {counted}{' '}
        {tooRare.length > 0 && words.tooFewHelp(least, tooRare, kind)}
      </p>
    </>
  );
}

/** A share with its interval. @param figure none: too few to say. */
export function Share({
  figure,
  places,
}: {
  figure: (Estimate & { standardDeviation?: number }) | null | undefined;
  places?: number | undefined;
}) {
  const { evaluate: words } = useMessages();
  if (!figure)
    return (
      <span className="quiet">
        <span aria-hidden>— </span>
        {words.tooFew}
      </span>
    );
  return (
    <>
      <strong>{percent(figure.value, places)}</strong>
      {figure.standardDeviation !== undefined && ` ± ${percent(figure.standardDeviation, places)}`}{' '}
      <span className="quiet">{ends(figure, places)}</span>
    </>
  );
}

interface DifferenceProps {
  figure: Estimate | null | undefined;
  sign: 1 | -1;
  places?: number | undefined;
}

/** A difference with its interval; it has a colour only if the interval excludes 0. @param sign 1 if more is better, -1 if less is. */
export function Difference({ figure, sign, places }: DifferenceProps) {
  if (!figure) return <td />;
  return (
    <td>
      <span className={styles.difference} data-side={sideOf(figure, sign)}>
        {points(figure.value, places)}
      </span>{' '}
      <span className="quiet">{pointEnds(figure, places)}</span>
    </td>
  );
}
