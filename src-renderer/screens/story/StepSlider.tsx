import { useId } from 'react';
import { useMessages } from '../../app/language.tsx';

interface StepSliderProps {
  frames: readonly { step: number; steps: number }[];
  /** Null: the latest frame, also while more come. */
  index: number | null;
  onChange(index: number | null): void;
}

/** Goes back and forth through a run's frames. */
export function StepSlider({ frames, index, onChange }: StepSliderProps) {
  const { story: words } = useMessages();
  const id = useId();
  const lastFrame = Math.max(0, frames.length - 1);
  const at = Math.min(lastFrame, index ?? lastFrame);
  const frame = frames[at];
  return (
    <div className="step-slider">
      <label htmlFor={id}>{words.step}</label>
      <input
        {...{ id }}
        type="range"
        min={0}
        max={lastFrame}
        value={at}
        disabled={frames.length === 0}
        aria-valuetext={frame ? words.stepOf(frame.step, frame.steps) : ''}
        onChange={({ target }) => {
          const next = Number(target.value);
          onChange(next === lastFrame ? null : next);
        }}
      />
      <span className="numbers">{frame ? words.stepOf(frame.step, frame.steps) : '–'}</span>
    </div>
  );
}
