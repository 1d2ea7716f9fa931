/** Schemas of what a trained head is worth beside the pretrained one. */
import { z } from 'zod';

/** A 95 % interval, from the lower end to the upper. */
const interval = z.tuple([z.number(), z.number()]);

/** A figure of two heads on the same photos; the interval is of the difference, over people. */
const pairedFigure = z.object({
  value: z.number(),
  /** Of the pretrained head. */
  base: z.number(),
  difference: z.number(),
  interval: interval.nullable(),
});

/** Different people searched for who are enrolled, and who are not; and their photos over all deals. */
const counts = z.object({
  people: z.int(),
  strangers: z.int(),
  probes: z.int(),
  strangerPhotos: z.int(),
});

/** A head beside the pretrained one on people and photos that were kept out of training. */
export const openSetMeasures = z.object({
  top1: pairedFigure,
  /** Found first and over the threshold that this share of the strangers reaches (DIR at FAR). */
  detection: z.array(pairedFigure.extend({ falseAlarm: z.number() })),
  eer: pairedFigure,
  counts,
});
export type OpenSetMeasures = z.infer<typeof openSetMeasures>;

const standing = z.enum(['better', 'asGood', 'worse', 'unknown']);

const judgement = z.object({
  standing,
  figure: pairedFigure.nullable(),
  counts: counts.nullable(),
});

export const headVerdict = z.object({
  /** Whether the head may stand in for the pretrained one: never `better` if it is worse in any way. */
  standing,
  advice: z.enum(['take', 'takeForThese', 'noGain', 'keepPretrained', 'tooFew', 'mixed']),
  /** People trained on, by photos of theirs that were kept out: DIR at FAR 1 %. */
  trained: judgement,
  /** People never seen: DIR at FAR 1 %. */
  unseen: judgement,
  /** Strangers: EER over both kinds of people. */
  strangers: judgement,
  /** How much of the way from the pretrained head the head goes, from 0 to 1. */
  share: z.number(),
  /** What each share of the way gained in the measure selected by, with its standard error; empty if none was to be chosen. */
  shares: z.array(z.object({ share: z.number(), gain: z.number(), error: z.number() })),
  /** How often training was repeated with other people kept out. */
  folds: z.int(),
  /** The cosines over which so large a share of the strangers comes, on those who were kept out; empty if nobody was. */
  thresholds: z.array(z.object({ rate: z.number(), cosine: z.number() })),
});
export type HeadVerdict = z.infer<typeof headVerdict>;
