import { IconAlertTriangle, IconQuestionMark, IconUserOff } from '@tabler/icons-react';
import { type FaceCard, type FaceSort, mediaUrl } from '../../../src-shared/contract/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import styles from './library.module.css';

interface FaceTileProps {
  id: number;
  /** Undefined: not loaded yet. */
  face: FaceCard | undefined;
  name: string | null;
  poor: boolean;
  /** The figure that faces are ordered by stands below the name. */
  sort: FaceSort;
}

/** A face of the grid: the chip, signs of what is special, and the name. */
export function FaceTile({ id, face, name, poor, sort }: FaceTileProps) {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const icon = { size: 14, stroke: 2 } as const;
  const figure = face ? figureOf(face, sort, language) : null;
  return (
    <div className={styles.tile} data-quiet={face?.ignored || undefined}>
      <div className={styles.chip}>
        <img src={mediaUrl.chip(id)} alt="" loading="lazy" draggable={false} />
        {face && (
          <span className={styles.signs}>
            {name === null && !face.ignored && (
              <IconQuestionMark {...icon} aria-label={words.icons.unknown} />
            )}
            {face.ignored && <IconUserOff {...icon} aria-label={words.icons.ignored} />}
            {poor && <IconAlertTriangle {...icon} aria-label={words.icons.poor} />}
          </span>
        )}
      </div>
      <div className={styles.name} title={face?.photoName}>
        {name ?? (face ? <span className={styles.quiet}>{words.nobody}</span> : ' ')}
      </div>
      {/* The space keeps name and figure apart for who hears them. */}{' '}
      {figure !== null && <div className={styles.figure}>{figure}</div>}
    </div>
  );
}

/** Whether a figure stands below each name. */
export const hasFigure = (sort: FaceSort) => sort === 'rating' || sort === 'size' || sort === 'taken';

/** What stands below a face's name by its order; null: nothing is to stand there. */
export function figureOf(face: FaceCard, sort: FaceSort, language: string): string | null {
  if (!hasFigure(sort)) return null;
  if (sort === 'rating') return face.rating.toFixed(2);
  if (sort === 'size') return `${Math.round(face.quality.size)} px`;
  return face.takenAt === null ? '–' : dateOf(face.takenAt, language);
}

/** A date of the camera's clock, which has no zone. */
export function dateOf(milliseconds: number, language: string, time = false): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    ...(time && { timeStyle: 'short' as const }),
    timeZone: 'UTC',
  }).format(milliseconds);
}
