import { useMessages } from '../../app/language.tsx';
import type { TimelineState } from '../../sphere/work/timeline.ts';
import type { Playback } from './usePlayback.ts';

/** Plays a run's frames, stops, and goes to any of them, with the keyboard too. */
export function TimelineBar({ timeline, playback }: { timeline: TimelineState; playback: Playback }) {
  const { sphere: words } = useMessages();
  const { frames, plan, total } = timeline;
  const { at, isPlaying, toggle, seek } = playback;
  const frame = frames[Math.round(at)];
  if (!frame || !plan) return null;
  const place = words.place(frame.epoch, frame.step, plan.steps);
  return (
    <fieldset className="timeline">
      <legend className="visually-hidden">{words.timeline}</legend>
      <button type="button" disabled={frames.length < 2} onClick={toggle}>
        {isPlaying ? words.pause : words.play}
      </button>
      <input
        type="range"
        aria-label={words.timeline}
        aria-valuetext={place}
        min={0}
        max={frames.length - 1}
        value={Math.round(at)}
        onChange={({ target }) => seek(Number(target.value))}
      />
      <span className="place">
        {place}
        <small>
          {frames.length < total ? words.framesOf(frames.length, total) : words.frames(total, plan.every)}
        </small>
      </span>
    </fieldset>
  );
}
