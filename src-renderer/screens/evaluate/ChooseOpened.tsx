import { useMessages } from '../../app/language.tsx';
import { margin, verticalAxisWidth } from '../../components/chart-axes.ts';
import { Range } from '../../components/Range.tsx';
import styles from './evaluate.module.css';

interface ChooseOpenedProps {
  label: string;
  /** What it does; shown while nothing is open. */
  help: string;
  /** What is chosen, as it is read out. */
  textOf(place: number): string;
  /** Places go from 0 to this. */
  most: number;
  /** Where the slider lies before anything is open. */
  start: number;
  /** The place that is open; below 0: none is. */
  opened: number;
  show(place: number): void;
}

/** A slider below a chart, which opens a part of it as a click there does. */
export function ChooseOpened({ label, help, textOf, most, start, opened, show }: ChooseOpenedProps) {
  const value = opened < 0 ? start : opened;
  return (
    <>
      <div
        className={styles.bars}
        style={{ paddingLeft: margin.left + verticalAxisWidth, paddingRight: margin.right }}
      >
        <Range {...{ label, most, value }} text={textOf(value)} onChange={show} />
      </div>
      {opened < 0 && <p className={styles.note}>{help}</p>}
    </>
  );
}

/** What is said of a chart whose parts are older than what is kept of them. */
export function NotKept() {
  const { evaluate: words } = useMessages();
  return <p className={styles.note}>{words.samplesNotKept}</p>;
}
