import { useMessages } from '../../app/language.tsx';
import { Range } from '../../components/Range.tsx';
import styles from './story.module.css';

interface StepSliderProps {
  frames: readonly { step: number; steps: number }[];
  /** Null: the latest frame, also while more come. */
  index: number | null;
  onChange(index: number | null): void;
}

/** Goes back and forth through a run's frames. */
export function StepSlider({ frames, index, onChange }: StepSliderProps) {
  const { story: words } = useMessages();
  const lastFrame = Math.max(0, frames.length - 1);
  const at = Math.min(lastFrame, index ?? lastFrame);
  const frame = frames[at];
  const text = frame ? words.stepOf(frame.step, frame.steps) : '';
  return (
    <div className={styles.steps}>
      <span>{words.step}</span>
      <Range
        label={words.step}
        text={text}
        most={lastFrame}
        value={at}
        disabled={frames.length === 0}
        onChange={(next) => onChange(next === lastFrame ? null : next)}
      />
      <span>{text || '–'}</span>
    </div>
  );
}
