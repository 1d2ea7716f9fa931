/** Schemas of verification and identification. */
import { z } from 'zod';
import { englishFailure } from '../errors/index.ts';
import { groups } from './evaluated-groups.ts';
import { figure } from './figure.ts';
import { describeOptions } from './vision.ts';

/** What photos of a list gave besides features. */
const photoTrouble = z.object({
  photo: z.string(),
  /** Pairs of the list that it is in. */
  pairs: z.int(),
});

/** Groups of photos that need not be kept: whose numbers faces have. */
const photoGroups = groups
  .extend({ photos: z.array(z.object({ id: z.int(), photo: z.string() })) })
  .nullable()
  .default(null);
export type PhotoGroupsResult = NonNullable<z.infer<typeof photoGroups>>;

/** What both ways of searching a gallery share. */
const identification = z.object({
  head: z.string(),
  /** The folder; null: the library's own labelled faces. */
  images: z.string().nullable(),
  options: describeOptions,
  people: z.int(),
  photos: z.int(),
  /** Photos whose features were known from before. */
  cached: z.int(),
  /** Photos of each person that are enrolled. */
  each: z.int(),
  /** Whether only people of the library were searched whom the head was not trained on. */
  unseen: z.boolean(),
  /** Photos of the library that are never probes, as the head was trained on them. */
  trainedOn: z.int(),
  /** Photos of the folder of which nothing says who is on them. */
  unnamed: z.int(),
  /** Photos without a usable face. As probes they count as not found; nobody is enrolled with them. */
  failures: z.array(englishFailure.extend({ photo: z.string(), person: z.string() })),
  /** Photos with several faces about as near to the centre. */
  ambiguous: z.array(z.object({ photo: z.string(), faces: z.int() })),
  seconds: z.number(),
});

/** A mean over draws with its 95 % interval over people: null if too few were left in too many draws. */
const overPeople = figure;
/** A mean over draws with its 95 % interval by Student's t: what the draw of photos matters. Null with a single draw. */
const overDraws = figure;

/** Some photos of each person enrolled, the rest searched for. */
export const holdoutEvaluation = identification.extend({
  protocol: z.literal('holdout'),
  /** Share of probes whose person is among the first 1, 2, 3, …, 20 at most. In the draws by rank, too. */
  within: z.array(overPeople.extend({ rank: z.int() })),
  draws: z.array(z.object({ seed: z.int(), people: z.int(), probes: z.int(), within: z.array(z.number()) })),
});
export type HoldoutEvaluation = z.infer<typeof holdoutEvaluation>;

/** The same with people who are not enrolled and should be rejected. */
export const openSetEvaluation = identification.extend({
  protocol: z.literal('open-set'),
  /** Share of the people who are not enrolled. */
  unknown: z.number(),
  /** Detection and identification rate at rates of false alarms; the threshold is the mean over draws. */
  detection: z.array(overPeople.extend({ falseAlarm: z.number(), threshold: z.number().nullable() })),
  /** Where the false-alarm rate equals one less the detection and identification rate. */
  eer: overPeople.extend({ threshold: z.number() }).nullable(),
  /**
   * What `match` would have done: threshold and probability calibrated on the enrolled photos alone, judged by the probes and
   * the strangers.
   */
  calibration: z.object({
    /** Share of probes who are enrolled that probabilities are stated for. */
    prior: z.number(),
    /** Expected calibration error and log loss of the probabilities; null if some draw had none. */
    ece: overDraws.nullable(),
    logLoss: overDraws.nullable(),
    /** Over all draws, by rising probability: what was stated, the share that came true, and of how many. */
    bins: z.array(z.object({ probability: z.number(), right: z.number(), count: z.int() })),
    /** By rates of strangers taken for somebody: the rate that came true, and the share of probes named rightly. */
    rates: z.array(
      z.object({
        wanted: z.number(),
        falseAlarm: overDraws,
        detection: overDraws,
        /** Draws in which the enrolled photos were enough to count the rate. */
        counted: z.int(),
      }),
    ),
  }),
  draws: z.array(
    z.object({
      seed: z.int(),
      people: z.int(),
      probes: z.int(),
      strangers: z.int(),
      detection: z.array(z.object({ rate: z.number(), threshold: z.number().nullable() })),
      eer: z.object({ rate: z.number(), threshold: z.number() }).nullable(),
    }),
  ),
});
export type OpenSetEvaluation = z.infer<typeof openSetEvaluation>;

/** Three folders: people enrolled, photos of them, and strangers; heads side by side. */
export const folderOpenSetEvaluation = z.object({
  protocol: z.literal('open-set'),
  options: describeOptions,
  gallery: z.object({ people: z.int(), photos: z.int() }),
  probes: z.object({ people: z.int(), photos: z.int() }),
  strangers: z.object({ people: z.int(), photos: z.int() }),
  failures: identification.shape.failures,
  heads: z.array(
    z.object({
      head: z.string(),
      top1: figure,
      /** DIR at FAR, at those rates that so many strangers can tell; the threshold is null if only infinity is strict enough. */
      detection: z.array(figure.extend({ falseAlarm: z.number(), threshold: z.number().nullable() })),
      eer: figure,
    }),
  ),
  /** Of DIR at FAR, with the interval of the paired difference; `to`: the first head. */
  differences: z.array(figure.extend({ head: z.string(), to: z.string(), falseAlarm: z.number() })),
  /** Null: none were asked for, or none can be told. */
  groups: photoGroups,
});
export type FolderOpenSetEvaluation = z.infer<typeof folderOpenSetEvaluation>;

/** Mean over the folds of a list, each judged by the threshold that is best on the others. */
export const foldAccuracy = figure.extend({
  /** Of the folds' accuracies, by their number less one. */
  standardDeviation: z.number(),
  /** The standard deviation divided by the root of the number of folds. */
  standardError: z.number(),
  folds: z.array(z.object({ fold: z.int(), threshold: z.number(), right: z.int(), of: z.int() })),
});

/** Pairs of faces told apart, as Labeled Faces in the Wild prescribes. */
export const pairsEvaluation = z.object({
  protocol: z.literal('pairs'),
  head: z.string(),
  options: describeOptions,
  people: z.int(),
  photos: z.int(),
  /** Photos whose features were known from an earlier evaluation. */
  cached: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  accuracy: foldAccuracy,
  /** Area under the ROC curve. */
  auc: figure,
  /** Equal error rate. */
  eer: figure,
  /** Share of same-person pairs accepted at this share of different-person pairs, where these are enough to tell it. */
  trueAccept: z.array(figure.extend({ falseAccept: z.number(), threshold: z.number().nullable() })),
  /** Photos without a usable face. Their pairs count as rejected: wrong if of the same person. */
  failures: z.array(photoTrouble.extend(englishFailure.shape)),
  failedPairs: z.object({ same: z.int(), different: z.int() }),
  /** Photos with several faces about as near to the centre: which one is meant is not sure. */
  ambiguous: z.array(photoTrouble.extend({ faces: z.int() })),
  seconds: z.number(),
  /** Null: none were asked for, or none can be told. */
  groups: photoGroups,
});
export type PairsEvaluation = z.infer<typeof pairsEvaluation>;

/** Pairs of templates, sets of photos of one person, told apart, as IARPA Janus Benchmarks B and C have it; heads side by side. */
export const templatesEvaluation = z.object({
  protocol: z.literal('templates'),
  options: describeOptions,
  photos: z.int(),
  /** Frames of one video are one medium of a template. */
  media: z.int(),
  templates: z.int(),
  /** Templates that are in no pair. */
  unpaired: z.int(),
  /** People of whom two templates are compared: the templates that pairs of one person join are hers or his. */
  people: z.int(),
  pairs: z.object({ same: z.int(), different: z.int() }),
  heads: z.array(
    z.object({
      head: z.string(),
      auc: figure,
      eer: figure,
      /** TAR at FAR, at those rates that so many pairs can tell; the threshold is null if only infinity is strict enough. */
      trueAccept: z.array(figure.extend({ falseAccept: z.number(), threshold: z.number().nullable() })),
    }),
  ),
  /** Of TAR at FAR, with the interval of the paired difference; `to`: the first head. */
  differences: z.array(figure.extend({ head: z.string(), to: z.string(), falseAccept: z.number() })),
  /** Photos without a usable face: their templates do without them. */
  failures: z.array(englishFailure.extend({ photo: z.string() })),
  /** Templates without any face; their pairs count as rejected. */
  lostTemplates: z.int(),
  failedPairs: z.object({ same: z.int(), different: z.int() }),
  seconds: z.number(),
});
export type TemplatesEvaluation = z.infer<typeof templatesEvaluation>;
