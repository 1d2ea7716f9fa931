import { Button } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck } from '@tabler/icons-react';
import type { LibrarySummary } from '../../../../src-shared/contract/index.ts';
import { useCall } from '../../../app/data.ts';
import { useMessages } from '../../../app/language.tsx';
import { useScan } from '../../../app/reading/index.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { QualityLimitFields } from '../../../components/QualityLimitFields.tsx';
import { EmptyState } from '../../../components/states.tsx';
import styles from '../library.module.css';
import { Ambiguous } from './Ambiguous.tsx';
import { Duplicates } from './Duplicates.tsx';
import { Failures } from './Failures.tsx';
import { Missing } from './Missing.tsx';
import { Twice } from './Twice.tsx';

interface ProblemsProps {
  summary: LibrarySummary;
  nameOf(personId: number | null): string;
  onOpen(photoId: number, faceId: number): void;
  onShowPoor(): void;
  onClose(): void;
}

/** How many things wait for somebody to look at them. @param isAsked whether there is time to look for photos with somebody twice. */
export function useProblems(summary: LibrarySummary | undefined, isAsked = true): number {
  const { data: twice } = useCall('people.twice', undefined, { enabled: isAsked });
  if (summary === undefined) return 0;
  const { failures, missing, ambiguous } = summary;
  return failures + missing + ambiguous + (twice?.filter(({ allowed }) => !allowed).length ?? 0);
}

/** All that may be wrong with the library, and what can be done about it. */
export function Problems({ summary, nameOf, onOpen, onShowPoor, onClose }: ProblemsProps) {
  const { library: words } = useMessages();
  const { reading, readAgain } = useScan();
  const count = useProblems(summary);
  return (
    <div className={styles.problems}>
      <div className={styles.buttons}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} stroke={1.75} aria-hidden />}
          onClick={onClose}
        >
          {words.allFaces}
        </Button>
      </div>
      {count === 0 && (
        <EmptyState icon={IconCircleCheck} title={words.noProblems}>
          {words.noProblemsHelp}
        </EmptyState>
      )}
      <Ambiguous />
      <Twice {...{ nameOf, onOpen }} />
      <Failures />
      <Missing />
      {summary.byOtherDetector > 0 && (
        <Panel
          title={words.rereadTitle}
          tools={
            <Button variant="default" disabled={reading !== null} onClick={() => readAgain()}>
              {words.readAgain}
            </Button>
          }
        >
          <p className={styles.note} data-testid="by-other-detector">
            {words.byOtherDetector(summary.byOtherDetector)}
          </p>
        </Panel>
      )}
      <Panel
        title={words.poorFaces}
        tools={
          <Button variant="default" onClick={onShowPoor}>
            {words.showPoor}
          </Button>
        }
      >
        <QualityLimitFields />
      </Panel>
      <Duplicates />
    </div>
  );
}
