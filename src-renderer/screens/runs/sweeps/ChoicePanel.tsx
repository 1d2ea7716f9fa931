import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type SweepReport, sweepMeasures } from '../../../../src-shared/contract/index.ts';
import { findLoss } from '../../../../src-shared/losses/index.ts';
import { points } from '../../../../src-shared/points.ts';
import { candidatesOf, plusMinus } from '../../../../src-shared/sweeps/index.ts';
import { measureIn } from '../../../../src-shared/training/index.ts';
import { go, href } from '../../../app/address.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { formOfSpec, trainForm } from '../../train/form.ts';
import { settingName } from './plan-form.ts';
import { measureNames } from './report-figures.ts';
import styles from './sweeps.module.css';

/** The best candidate and what it promises: from the figure that promises too much to the one that nothing was chosen by. */
export function ChoicePanel({ report }: { report: SweepReport }) {
  const { sweeps: words } = useMessages();
  const { language } = useLanguage();
  const { choice, rows, measure, base, status } = report;
  if (choice === null) return null;
  const { candidate, share, chosen, nested, hidden } = choice;
  const row = rows.find((one) => one.candidate === candidate)!;
  const figure = hidden && measureIn(hidden, measure);
  const values = Object.entries(row.settings).map(
    ([path, value]) => `${settingName(path, language)} ${value ?? '–'}`,
  );
  const isSaturated = base !== null && base[sweepMeasures.indexOf(measure)] === 1;
  return (
    <Panel
      title={status === 'finished' ? words.best : words.bestSoFar}
      tools={
        <Button
          variant="default"
          leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            trainForm.change(() => formOfSpec(candidatesOf(report.plan)[candidate]!.spec));
            go(href('train'));
          }}
        >
          {words.startFrom}
        </Button>
      }
    >
      <p className={styles.best}>
        <strong>{findLoss(row.loss).title}</strong>
        {[...values, `${words.share} ${share}`].map((value) => (
          <span key={value} className="quiet">
            {' · '}
            {value}
          </span>
        ))}
      </p>
      {(isSaturated || share === 0) && <p>{isSaturated ? words.saturated : words.noGain}</p>}
      <p className="quiet">
        {words.gain}, {measureNames[measure]}
      </p>
      <div className={styles.promises}>
        <Figure title={words.asChosen} help={words.asChosenHelp(rows.length)}>
          {points(chosen.gain)} <span className="quiet">{plusMinus(chosen)}</span>
        </Figure>
        {nested && (
          <Figure title={words.nested} help={words.nestedHelp}>
            {points(nested.gain)} <span className="quiet">{plusMinus(nested)}</span>
          </Figure>
        )}
        <Figure
          title={words.onHidden}
          help={hidden ? words.onHiddenHelp(hidden.counts.people) : words.waiting}
        >
          {figure === null ? (
            '–'
          ) : (
            <>
              {points(figure.difference)}{' '}
              <span className="quiet">
                {figure.interval !== null && `(${figure.interval.map(points).join(' – ')}) `}
                {(100 * figure.value).toFixed(1)} %,{' '}
                {words.pretrainedHas(`${(100 * figure.base).toFixed(1)} %`)}
              </span>
            </>
          )}
        </Figure>
      </div>
    </Panel>
  );
}

function Figure({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <div className={styles.promise}>
      <h3>{title}</h3>
      <p className={`${styles.figure} tabular`}>{children}</p>
      <p className="quiet">{help}</p>
    </div>
  );
}
