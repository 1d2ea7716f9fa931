import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { type Claim, verdictOf } from '../../../src-shared/story/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { SharedState, useSharedState } from '../../app/shared-state.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { StoryBackend } from './compute/backend.ts';
import { compute } from './compute/story-worker.ts';
import { runToEnd } from './run-to-end.ts';
import styles from './story.module.css';
import { TaskProgress } from './TaskProgress.tsx';
import { useTask } from './useTask.ts';

/** The same as on the command line, for the same numbers. */
const seeds = [1, 2, 3, 4, 5];

/** The same in every language. */
const backendNames: Readonly<Record<StoryBackend, string>> = { cpu: 'JavaScript', wasm: 'WebAssembly' };

/** By the figures' numbers: what was measured is still there when a figure is opened again. */
const measured = new SharedState<ReadonlyMap<number, readonly Claim[]>>(new Map());

interface ClaimsProps {
  /** The figure's number. */
  figure: number;
  backend: StoryBackend;
  /** It takes no time: it is done without being asked for. */
  instant: boolean;
}

/** What the literature says, beside what is measured here. */
export function Claims({ figure, backend, instant }: ClaimsProps) {
  const { claims: words } = useMessages().story;
  const claims = useSharedState(measured).get(figure);
  const { task, error, start, cancel } = useTask();
  const measure = () =>
    start(async (signal, report) => {
      const run = compute('claims', { figure, seeds }, backend);
      const result = await runToEnd(run, ({ done, total }) => report(done / total), signal);
      if (result !== null) measured.change((before) => new Map(before).set(figure, result));
    });
  useEffect(() => {
    if (instant && claims === undefined) void measure();
  }, [figure]);

  return (
    <Panel title={words.title}>
      <p className={styles.quiet}>{words.help(figure, instant ? 0 : seeds.length)}</p>
      {!instant && (
        <div className={styles.bar}>
          {task ? (
            <TaskProgress label={words.measuring} {...{ task }} onCancel={cancel} />
          ) : (
            <Button variant="default" onClick={measure}>
              {words.measure}
            </Button>
          )}
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
      <ul className={styles.claims}>
        {claims?.map((claim) => (
          <ClaimItem key={claim.quantity.en} {...{ claim }} />
        ))}
      </ul>
      {claims && <small className={styles.quiet}>{words.computedOn(backendNames[backend])}</small>}
    </Panel>
  );
}

function ClaimItem({ claim }: { claim: Claim }) {
  const { claims: words } = useMessages().story;
  const { language } = useLanguage();
  const { text, quantity, unit, value, interval, seeds: claimSeeds, values, expected } = claim;
  const verdict = verdictOf(claim);
  const number = (value: number) => `${Number(value.toPrecision(4))}${unit}`;
  return (
    <li data-verdict={verdict}>
      <p>
        <span className={styles.verdict}>{words.verdicts[verdict]}</span> {text[language]}
      </p>
      <p className={`tabular ${styles.quiet}`}>
        {quantity[language]}: <strong>{number(value)}</strong>
        {interval && words.interval(number(interval[0]), number(interval[1]))}
        {words.stop}
        {words.expected[expected.relation](number(expected.bound))}{' '}
        {claimSeeds.length > 0 && words.values(values.map(number).join(', '))}
      </p>
    </li>
  );
}
