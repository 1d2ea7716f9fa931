/** What a head is worth beside the pretrained one, and the button that makes it the one that recognises. */
import { Button } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { HeadInfo, HeadVerdict as Verdict } from '../../src-shared/contract/index.ts';
import { adviceWords, judgedWords, noVerdictWords, standingWords } from '../../src-shared/verdict-words.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import { useMakeActive } from '../app/make-active.ts';
import styles from './HeadVerdict.module.css';
import { Panel } from './Panel.tsx';
import { Table } from './Table.tsx';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;

export function HeadVerdict({ head }: { head: HeadInfo }) {
  const { verdicts: words } = useMessages();
  const { language } = useLanguage();
  const { verdict } = head;
  return (
    <Panel title={words.title(head.name)} tools={<Standing {...{ verdict }} />}>
      {verdict && (
        <>
          <p>{adviceWords[verdict.advice][language]}</p>
          <VerdictTable {...{ verdict }} />
        </>
      )}
      <div className={styles.foot}>
        <span className={styles.quiet}>
          {verdict ? words.shareOfTheWay(percent(verdict.share)) : words.none}
        </span>
        <UseHead {...{ head }} />
      </div>
    </Panel>
  );
}

/** Better, as good, or worse, at a glance. */
export function Standing({ verdict }: { verdict: Verdict | null }) {
  const { language } = useLanguage();
  const standing = verdict?.standing;
  const Icon = standing === 'better' ? IconTrendingUp : standing === 'worse' ? IconTrendingDown : null;
  return (
    <span className={styles.standing} data-standing={standing}>
      {Icon && <Icon size={14} stroke={1.75} aria-hidden />}
      {(standing ? standingWords[standing] : noVerdictWords)[language]}
    </span>
  );
}

function VerdictTable({ verdict }: { verdict: Verdict }) {
  const { verdicts: words } = useMessages();
  const { language } = useLanguage();
  return (
    <div className={styles.table}>
      <Table columns={[words.judgedBy, words.thisHead, words.pretrained, words.difference, words.count]}>
        {(['trained', 'unseen', 'strangers'] as const).map((part) => {
          const { figure, counts, standing } = verdict[part];
          const difference = figure
            ? words.differenceIn(
                points(figure.difference),
                figure.interval && [points(figure.interval[0]), points(figure.interval[1])],
              )
            : standingWords[standing][language];
          return (
            <tr key={part}>
              <th scope="row">{judgedWords[part][language]}</th>
              <Cell name={words.thisHead}>{figure ? percent(figure.value) : '–'}</Cell>
              <Cell name={words.pretrained}>{figure ? percent(figure.base) : '–'}</Cell>
              <Cell name={words.difference}>{difference}</Cell>
              <Cell name={words.count}>
                {counts ? words.counts(counts.probes, counts.people, counts.strangers) : '–'}
              </Cell>
            </tr>
          );
        })}
      </Table>
    </div>
  );
}

/** Where there is no room for columns their names stand before the figures. */
function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <td>
      <span className={styles.name}>{name}</span>
      {children}
    </td>
  );
}

/** Makes a head the active one, which can be undone. */
function UseHead({ head }: { head: HeadInfo }) {
  const { verdicts: words } = useMessages();
  const makeActive = useMakeActive();
  return (
    <Button
      variant={head.verdict?.standing === 'better' ? 'filled' : 'default'}
      disabled={head.active}
      onClick={() => void makeActive(head)}
    >
      {head.active ? words.isActive : words.makeActive}
    </Button>
  );
}
