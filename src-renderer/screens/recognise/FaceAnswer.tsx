import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type DescribedFace,
  type Match,
  mediaUrl,
  qualityLimits,
  type Threshold,
} from '../../../src-shared/contract/index.ts';
import { poorBecause } from '../../../src-shared/quality/index.ts';
import { useMessages } from '../../app/language.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useLimits } from '../../components/quality-limits.ts';
import { CandidateBars } from './CandidateBars.tsx';
import styles from './recognise.module.css';
import { sureText } from './words.ts';

interface FaceAnswerProps {
  number: number;
  face: DescribedFace;
  chip: string;
  /** Undefined while it is not known. */
  match: Match | undefined;
  threshold: Threshold | undefined;
  chosen: boolean;
  onChoose(): void;
  /** Says who it is: the face then stands for that person, too. */
  onName(name: string): void;
}

/** The answer for one face: who it is and how sure, beside the enrolled face; the nearest people; and what one knows better. */
export function FaceAnswer(props: FaceAnswerProps) {
  const { number, face, chip, match, threshold, chosen, onChoose, onName } = props;
  const { recognise: words, quality } = useMessages();
  const [asks, setAsks] = useState(false);
  const first = match?.candidates[0];
  const { limits } = useLimits();
  // Poor faces are marked even if no limit leaves them out.
  const poor = poorBecause(face, limits ?? qualityLimits.parse({}));
  const sure = match && match.probability !== null ? sureText(match.probability, words) : null;
  const isKnown = match?.known === true && first !== undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the face's box is the button for it.
    <section
      className={styles.answer}
      aria-label={words.face(number)}
      data-chosen={chosen || undefined}
      onClick={onChoose}
    >
      <div className={styles.who}>
        <img src={chip} alt={words.face(number)} width={56} height={56} />
        {isKnown && (
          <>
            <IconArrowRight size={18} stroke={1.75} aria-hidden className={styles.arrow} />
            <img
              src={mediaUrl.chip(first.nearestFaceId)}
              alt={words.nearest(first.name)}
              width={56}
              height={56}
            />
          </>
        )}
        <div>
          <h2>{match === undefined ? '…' : isKnown ? first.name : words.somebodyUnknown}</h2>
          <p className={styles.sure}>
            {isKnown && sure !== null && <strong>{words.isSure(sure)}</strong>}
            {match && !isKnown && (first ? words.mostLike(first.name, sure) : words.nobodyEnrolled)}
          </p>
        </div>
      </div>
      {match && threshold && first && <CandidateBars {...{ match }} threshold={threshold.cosine} />}
      {poor !== null && <p className={styles.hint}>{quality.poorProbe(quality.reasons[poor])}</p>}
      {match && isKnown && !asks && (
        <div className={styles.actions}>
          <Button
            variant="default"
            leftSection={<IconCheck size={16} stroke={1.75} aria-hidden />}
            onClick={() => onName(first.name)}
          >
            {words.yes}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAsks(true)}
          >
            {words.no}
          </Button>
        </div>
      )}
      {match && (!isKnown || asks) && (
        <PersonPicker
          stacked
          label={words.whoIsIt}
          action={words.save}
          onPick={(name) => {
            setAsks(false);
            onName(name);
          }}
        />
      )}
    </section>
  );
}
