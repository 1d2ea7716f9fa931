import type { EpochMetrics, HeadVerdict, Match, Output } from '../../../src-shared/contract/index.ts';
import type { EnglishFailure } from '../../../src-shared/errors/index.ts';
import type { VisionPool } from '../../vision/pool.ts';

/** A photo of the demo that was matched, face by face. */
export interface Probe {
  /** Whose photo it is; null for a stranger. */
  person: string | null;
  path: string;
  width: number;
  height: number;
  faces: Awaited<ReturnType<VisionPool['describe']>>['faces'];
  /** With the head in question, one a face. */
  matches: Match[];
}

/** A share with its count. */
export interface Count {
  right: number;
  of: number;
}

/** What one head did on the photos that it had not seen. */
export interface HeadResult {
  name: string;
  loss: string | null;
  /** Beside the pretrained head, which has none. */
  verdict: HeadVerdict | null;
  trainSeconds: number | null;
  history: EpochMetrics[];
  threshold: Output<'matching.match'>['threshold'];
  /** Held-out photos whose first name is right, whether or not it passes the threshold. */
  top1: Count;
  /** Held-out photos named rightly: first name right and over the threshold. */
  named: Count;
  /** Strangers' faces that came back unknown. */
  strangersUnknown: Count;
  sphere: Output<'sphere.spread'>;
  probes: Probe[];
}

export interface DemoResults {
  library: string;
  report: string;
  machine: string;
  people: number;
  photos: number;
  faces: number;
  skipped: (EnglishFailure & { path: string })[];
  seconds: Record<'ingest' | 'train' | 'match' | 'spread' | 'total', number>;
  heads: HeadResult[];
}

/** Counts of one head from its probes. */
export function countProbes(
  probes: readonly Probe[],
): Pick<HeadResult, 'top1' | 'named' | 'strangersUnknown'> {
  const top1 = { right: 0, of: 0 };
  const named = { right: 0, of: 0 };
  const strangersUnknown = { right: 0, of: 0 };
  for (const { person, matches } of probes) {
    if (person === null) {
      strangersUnknown.of += matches.length;
      strangersUnknown.right += matches.filter(({ known }) => !known).length;
    } else {
      // A photo on which no face was found counts as one that was not recognised.
      const match = matches[0];
      const right = match?.candidates[0]?.name === person;
      top1.of++;
      named.of++;
      if (right) top1.right++;
      if (right && match?.known) named.right++;
    }
  }
  return { top1, named, strangersUnknown };
}

/** "101 of 105 (96.2 %)" */
export function countText({ right, of }: Count): string {
  return of === 0 ? 'none' : `${right} of ${of} (${((100 * right) / of).toFixed(1)} %)`;
}
