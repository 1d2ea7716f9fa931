/** Evaluations of heads on the library's own people or on photos beside it, which are kept: figures with intervals, and the faces that they are made of. */
import { z } from 'zod';
import { grouping, groups } from './evaluated-groups.ts';
import { foldAccuracy } from './evaluation.ts';
import { evaluationComparison } from './evaluation-comparison.ts';
import { evaluationSettings } from './evaluation-settings.ts';
import { facePair, figure } from './figure.ts';
import { job } from './jobs.ts';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { otherHead } from './other-heads.ts';

/** Heads that can be compared at once: as many as there are colours that can be told apart at a glance. */
const mostHeads = 6;

/** A figure at a share of strangers, or of pairs of two people, who are accepted. */
const curvePoint = figure.extend({ rate: z.number() });
export type CurvePoint = z.infer<typeof curvePoint>;

/**
 * What goes wrong at a threshold: pairs of one person that are rejected, or searches for enrolled people that do not name them rightly; and
 * pairs of two people, or strangers, that are accepted.
 */
const failed = z.object({ own: z.int(), others: z.int() });

/** One that holds at a threshold; null: only infinity is strict enough. */
const thresholdPoint = curvePoint.extend({
  threshold: z.number().nullable(),
  /** Null: there is no threshold, or the evaluation is older than these counts. */
  failed: failed.nullable().default(null),
});

/** Where both errors are equal, the mean over draws. Null: they never are, or the evaluation is older than this. */
const equalErrors = z.object({ threshold: z.number(), failed }).nullable().default(null);

const binSamples = z.array(z.array(facePair));

/** Counts of scores in bins of equal width: of one person, and of two. */
const histogram = z.object({
  from: z.number(),
  step: z.number(),
  same: z.array(z.int()),
  different: z.array(z.int()),
  /** Where one stranger or pair of a hundred passes, or of as many as there are; null: nowhere. */
  threshold: z.number().nullable(),
  /** Of each bin a few of the pairs that it counts; of a search the face searched for and that which was found. Null: older evaluations. */
  samples: z.object({ same: binSamples, different: binSamples }).nullable().default(null),
});

/** How well probabilities hold: by rising probability what was stated, the share that came true, and of how many. */
const calibration = z.object({
  /** Expected calibration error; with its interval over draws where there are several. */
  ece: figure,
  bins: z.array(
    z.object({
      probability: z.number(),
      right: z.number(),
      count: z.int(),
      /** A few of those that it counts, by what came true; of a search the face searched for and that which was found. Null: older evaluations. */
      samples: z
        .object({ right: z.array(facePair), wrong: z.array(facePair) })
        .nullable()
        .default(null),
    }),
  ),
});

const failure = z.object({
  /** The face that was searched for. */
  face: z.int(),
  /** The face of whoever came first that is most like it; of the own person if that one came first. */
  found: z.int(),
  /** `other`: somebody else came first; `missed`: below the threshold; `stranger`: not enrolled, and over it. */
  kind: z.enum(['other', 'missed', 'stranger']),
  score: z.number(),
});
export type EvaluationFailure = z.infer<typeof failure>;

/** Who is taken for whom, among those who are most often. */
const confusions = z.object({
  /** A face of each of these people. */
  people: z.array(z.int()),
  /** Searches for each of them, over all draws. */
  searches: z.array(z.int()),
  /** Searches for the person of the row in which that of the column came first; of strangers only over the threshold. */
  cells: z.array(
    z.object({ row: z.int(), column: z.int(), count: z.int(), faces: z.array(z.tuple([z.int(), z.int()])) }),
  ),
});
export type EvaluationConfusions = z.infer<typeof confusions>;

const search = z.object({
  /** Different people searched for who are enrolled, and who are not; their photos over all draws; and of the least draw. */
  counts: z.object({
    people: z.int(),
    strangers: z.int(),
    probes: z.int(),
    strangerPhotos: z.int(),
    leastStrangerPhotos: z.int(),
  }),
  heads: z.array(
    z.object({
      /** Share whose own person comes first. */
      top1: figure,
      /** Share whose own person is among the first five. Null: there are strangers, and who is not first is not named. */
      top5: figure.nullable().default(null),
      /** Share whose own person is among the first 1, 2, 3, …, 20 at most. Null: there are strangers, or the evaluation is older than these. */
      ranks: z.array(figure).nullable().default(null),
      /** Null, as the histogram: there are no strangers. */
      eer: figure.nullable(),
      eerAt: equalErrors,
      /** DIR at FAR, at those rates that so many strangers can tell, from the largest; without strangers none. */
      points: z.array(thresholdPoint),
      histogram: histogram.nullable(),
      calibration: calibration.nullable(),
      failures: z.array(failure),
      confusions,
    }),
  ),
  /** To the first head, of all others. */
  differences: z.array(
    z.object({
      top1: figure,
      top5: figure.nullable().default(null),
      eer: figure.nullable(),
      points: z.array(curvePoint),
    }),
  ),
});
export type SearchResult = z.infer<typeof search>;

/** Sets of photos of one person that are compared as one. */
const templates = z.object({
  photos: z.int(),
  /** Frames of one video are one medium of a template. */
  media: z.int(),
  templates: z.int(),
  /** Templates that are in no pair. */
  unpaired: z.int(),
  /** Templates without any face, and their pairs, which count as rejected. */
  lost: z.int(),
  rejected: z.object({ same: z.int(), different: z.int() }),
});
export type EvaluatedTemplates = z.infer<typeof templates>;

const pairs = z.object({
  /** `faces`: those that no head was trained on, of which one at least is in each pair. Of templates: people are those of whom two are compared. */
  counts: z.object({ people: z.int(), faces: z.int(), same: z.int(), different: z.int() }),
  /** Null: pairs of single photos. */
  templates: templates.nullable().default(null),
  heads: z.array(
    z.object({
      auc: figure,
      eer: figure,
      eerAt: equalErrors,
      /** Null: the pairs are of no list with folds. */
      accuracy: foldAccuracy.nullable().default(null),
      /** TAR at FAR, as above. */
      points: z.array(thresholdPoint),
      histogram,
      calibration: calibration.nullable(),
      /** The hardest: of one person the least alike, of two the most. */
      same: z.array(facePair),
      different: z.array(facePair),
    }),
  ),
  differences: z.array(
    z.object({
      auc: figure,
      eer: figure,
      accuracy: figure.nullable().default(null),
      points: z.array(curvePoint),
    }),
  ),
});
export type PairsResult = z.infer<typeof pairs>;

/** What columns of a table came in. */
export const addedColumns = changed.extend({
  columns: z.array(z.string()),
  rows: z.int(),
  birthYears: z.int(),
  /** Photos and people of the table that the library does not have, or not surely. */
  unmatched: z.array(z.string()),
});
export type AddedColumns = z.infer<typeof addedColumns>;

/** What an evaluation found. It names nobody: whose faces these are is asked when it is shown. */
export const evaluationResult = z.object({
  settings: evaluationSettings,
  /** The first is the one that the others are compared with. */
  heads: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      /** SHA-256, which tells it from another that got its number. */
      hash: z.string(),
      dim: z.int(),
      /** Of the library's people, those whom the head was trained on, and the faces: these were not searched for. Null: not known of other photos. */
      trainedOn: z.object({ people: z.int(), faces: z.int() }).nullable(),
    }),
  ),
  people: z.int(),
  faces: z.int(),
  seconds: z.number(),
  search: search.nullable(),
  /** Null: no two faces of one person could be compared. */
  pairs: pairs.nullable(),
  /** Null: no groups were asked for, or there were too few pairs for a threshold. */
  groups: groups.nullable().default(null),
});
export type EvaluationResult = z.infer<typeof evaluationResult>;

const evaluationInfo = z.object({
  id: z.int(),
  name: z.string(),
  /** ISO 8601. */
  at: z.string(),
  settings: evaluationSettings,
  people: z.int(),
  /** Each with DIR or, of pairs, TAR at FAR 1 %, if that can be told; of holdout the share whose own person comes first. */
  heads: z.array(z.object({ name: z.string(), at1: figure.nullable() })),
});
export type EvaluationInfo = z.infer<typeof evaluationInfo>;

/** A face that an evaluation mentions, as the library knows it now. */
const evaluatedFace = z.object({
  /** Below 0: of a photo beside the library; its picture is at `mediaUrl.evaluatedPhoto`. */
  id: z.int(),
  photoId: z.int().nullable(),
  /** The photo's file below its folder; null for faces of the library and photos that lay in no file. */
  file: z.string().nullable(),
  personId: z.int().nullable(),
  name: z.string().nullable(),
});
export type EvaluatedFace = z.infer<typeof evaluatedFace>;

export const keptEvaluation = evaluationInfo.extend({
  result: evaluationResult,
  /** Of the faces mentioned, those that are still there. */
  shown: z.array(evaluatedFace),
  /** Photos beside the library on which no face was found: they count as not found, and their pairs as rejected. */
  lost: z.array(z.string()),
});
export type KeptEvaluation = z.infer<typeof keptEvaluation>;

const evaluationId = z.object({ evaluationId: z.int() });
const evaluationName = z.string().trim().max(100);

export const evaluationMethods = {
  /** Evaluates in the background, and keeps what is found under a name; without one it gets its protocol and number. */
  'evaluations.start': method(
    z.object({
      name: evaluationName.default(''),
      /** The first is the one that the others are compared with. */
      headIds: z.array(z.int()).min(1).max(mostHeads),
      settings: evaluationSettings,
    }),
    job,
  ),
  /** Newest first. */
  'evaluations.list': method(z.undefined(), z.array(evaluationInfo)),
  'evaluations.get': method(evaluationId, keptEvaluation),
  /** @throws TammesError 'evaluations-not-paired' with the reason, if they were not made on the same faces. */
  'evaluations.compare': method(z.object({ firstId: z.int(), secondId: z.int() }), evaluationComparison),
  /** How many of the people with names no head was trained on. */
  'evaluations.unseen': method(
    z.object({ headIds: z.array(z.int()).min(1).max(mostHeads) }),
    z.object({ people: z.int(), of: z.int() }),
  ),
  /** Heads of the backbones that are not in use and have described faces: on the library's people they can be compared with the others. */
  'evaluations.otherHeads': method(z.undefined(), z.array(otherHead)),
  'evaluations.groupings': method(z.undefined(), z.array(grouping)),
  /** What photos beside the library can be grouped by, with a table of columns or without one. @throws TammesError as `evaluations.start` for the table */
  'evaluations.photoGroupings': method(
    z.object({ table: z.string().max(4096).nullable() }),
    z.array(z.string()),
  ),
  /** Brings in columns of a table, CSV with a heading, on photos or people of the library. */
  'evaluations.addColumns': method(
    z.object({ name: z.string().max(300), text: z.string().max(2 ** 26) }),
    addedColumns,
  ),
  'evaluations.rename': method(evaluationId.extend({ name: evaluationName.min(1) }), changed),
  'evaluations.remove': method(evaluationId, changed),
};
