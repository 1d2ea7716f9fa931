import { IconInfoCircle } from '@tabler/icons-react';
import type { QualityLimits, TagCondition } from '../../../src-shared/contract/index.ts';
import { href } from '../../app/address.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import styles from './train.module.css';

interface OutlookProps {
  limits: QualityLimits | null;
  without: TagCondition | null;
  /** Weight of faces that are known not to be somebody. */
  refusals: number;
}

/** Whom there is to train on, and a warning before the start if they are too few. */
export function Outlook({ limits, without, refusals }: OutlookProps) {
  const { train: words, tags } = useMessages();
  const { data, error } = useCall('training.outlook', { limits, without });
  if (error) return <ErrorNote {...{ error }} />;
  if (data === undefined) return null;
  const { people, singles, photos, needed } = data;
  const icon = <IconInfoCircle size={18} stroke={1.75} aria-hidden />;
  if (people + singles < 2) {
    return (
      <p className={styles.warning}>
        {icon}
        <span>
          {words.nobodyToTrain} <a href={href('library')}>{words.toLibrary}</a>
        </span>
      </p>
    );
  }
  return (
    <div>
      <p className={styles.note}>
        {words.outlook(people, singles, photos)}{' '}
        {without !== null && tags.leftOutOf(data.withoutTag, tags.named(without))}{' '}
        {data.refusals > 0 && (refusals > 0 ? words.refusalsUsed : words.refusalsUnused)(data.refusals)}
      </p>
      {people < needed && (
        <p className={styles.warning}>
          {icon}
          <span>{words.tooFewPeople(people, needed)}</span>
        </p>
      )}
    </div>
  );
}
