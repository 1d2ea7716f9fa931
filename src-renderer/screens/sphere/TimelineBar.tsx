import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMessages } from '../../app/language.tsx';
import { Range } from '../../components/Range.tsx';
import type { TimelineState } from '../../sphere/work/timeline.ts';
import styles from './sphere.module.css';
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
    <fieldset className={styles.timeline}>
      <legend className="visually-hidden">{words.timeline}</legend>
      <Button
        variant="default"
        leftSection={
          isPlaying ? (
            <IconPlayerPause size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconPlayerPlay size={16} stroke={1.75} aria-hidden />
          )
        }
        disabled={frames.length < 2}
        onClick={toggle}
      >
        {isPlaying ? words.pause : words.play}
      </Button>
      <Range
        label={words.timeline}
        text={place}
        most={frames.length - 1}
        value={Math.round(at)}
        onChange={seek}
      />
      <span className={styles.place}>
        {place}
        <small>
          {frames.length < total ? words.framesOf(frames.length, total) : words.frames(total, plan.every)}
        </small>
      </span>
    </fieldset>
  );
}
