import { useMemo } from 'react';
import type { SpherePicture } from '../../sphere/picture.ts';
import type { PlacedFrame, TimelineState } from '../../sphere/work/timeline.ts';
import { alignment, pointsBetween } from '../../sphere/work/tween.ts';

type Turn = (points: Float32Array) => Float32Array;

/** The picture at a place among a run's frames, and the frame that it began with; null if there is none yet. */
export function useRunPicture(
  { plan, faceIds, frames }: TimelineState,
  at: number,
  turn?: Turn,
): { picture: SpherePicture; frame: PlacedFrame } | null {
  const frame = frames[Math.round(at)];
  const from = frames[Math.floor(at)];
  const to = frames[Math.ceil(at)];
  const share = at - Math.floor(at);
  return useMemo(() => {
    if (!plan || !frame || !from || !to) return null;
    const points = pointsBetween(from.points, to.points, share);
    const picture: SpherePicture = {
      points: turn ? turn(points) : points,
      names: plan.people,
      faceIds,
      nearest: frame.nearest,
      caps: null,
      samples: null,
      ghost: null,
    };
    return { picture, frame };
  }, [plan, faceIds, frame, from, to, share, turn]);
}

/** How the second run's picture is turned so that its last frame fits to the first's. */
export function useAlignment(timeline: TimelineState, other: TimelineState): Turn | undefined {
  const mine = timeline.frames.at(-1)?.points;
  const theirs = other.frames.at(-1)?.points;
  const names = timeline.plan?.people;
  const otherNames = other.plan?.people;
  return useMemo(() => {
    if (!mine || !theirs || !names || !otherNames) return undefined;
    return alignment({ names, points: mine }, { names: otherNames, points: theirs });
  }, [mine, theirs, names, otherNames]);
}
