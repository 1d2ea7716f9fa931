import { useCallback, useEffect, useState } from 'react';
import type { AppEvent } from '../../../src-shared/contract/index.ts';
import { useEvents } from '../../app/data.ts';
import { useSharedState } from '../../app/shared-state.ts';
import { useToasts } from '../../app/toasts.tsx';
import { Timeline, type TimelineState } from '../../sphere/work/timeline.ts';

/** A run's frames, as they come. */
export function useTimeline(runId: number): TimelineState {
  const [timeline, setTimeline] = useState(() => new Timeline(runId));
  if (timeline.runId !== runId) setTimeline(new Timeline(runId));
  const { fail } = useToasts();
  useEffect(() => {
    timeline.pull().catch(fail);
  }, [timeline, fail]);
  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'training' || event.runId !== timeline.runId || event.event.type !== 'frame') return;
      if (event.event.begins) timeline.restart(event.event.frames);
      timeline.pull().catch(fail);
    },
    [timeline, fail],
  );
  useEvents(hear);
  return useSharedState(timeline.state);
}
