import type { LeftOut, PoorReason, Quality, QualityLimits } from '../contract/index.ts';
import { poorReason } from '../contract/index.ts';
import { rate } from './rating.ts';

/** A face as it is judged. */
export interface RatedFace {
  quality: Quality;
  /** The detector's. */
  score: number;
}

/** The first reason for which a face does not keep to the limits; null if it does. */
export function poorBecause(face: RatedFace, limits: QualityLimits): PoorReason | null {
  const { quality, score } = face;
  const { overall, parts } = rate(face);
  const { yaw, pitch } = quality.pose ?? { yaw: 0, pitch: 0 };
  const tests: Record<PoorReason, boolean> = {
    size: quality.size < limits.size,
    sharpness: quality.sharpness < limits.sharpness,
    exposure: parts.exposure < limits.exposure,
    turned: Math.abs(yaw) > limits.yaw || Math.abs(pitch) > limits.pitch,
    score: score < limits.score,
    overall: overall < limits.overall,
  };
  return poorReason.options.find((reason) => tests[reason]) ?? null;
}

/** Faces that keep to the limits, in their order, and how many do not. @param limits null: all are taken. */
export function withinLimits<F extends RatedFace>(
  faces: readonly F[],
  limits: QualityLimits | null,
): { kept: F[]; count: LeftOut } {
  const reasons = faces.map((face) => (limits === null ? null : poorBecause(face, limits)));
  const kept = faces.filter((_, i) => reasons[i] === null);
  const counts = poorReason.options.map((reason) => ({
    reason,
    faces: reasons.filter((candidate) => candidate === reason).length,
  }));
  return {
    kept,
    count: {
      faces: faces.length,
      leftOut: faces.length - kept.length,
      reasons: counts.filter((one) => one.faces > 0),
    },
  };
}
