/** What the interface answers with, made of the contract's schemas. Each that has a name here has it in the description, too. */
import { z } from 'zod';
import {
  box,
  changedNamespace,
  consent,
  evaluationResult,
  faceCard,
  head,
  job,
  librarySettings,
  match,
  person,
  personName,
  quality,
  threshold,
  verification,
} from '../../src-shared/contract/index.ts';
import { problemSchema } from './problem.ts';

/** Schemas with a name of their own, of answers and of what is sent. */
export const answers = z.registry<{ id: string }>();
export const inputs = z.registry<{ id: string }>();

function named<S extends z.ZodType>(id: string, schema: S): S {
  answers.add(schema, { id });
  return schema;
}

function sent<S extends z.ZodType>(id: string, schema: S): S {
  inputs.add(schema, { id });
  return schema;
}

named('Problem', problemSchema);
const apiBox = named('Box', box.meta({}));
const apiQuality = named('Quality', quality.meta({}));
const entryId = z
  .int()
  .nullable()
  .describe('The change in the library’s history, which `tammes undo` takes back; null: nothing changed.');

const apiHead = named('Head', head.pick({ id: true, name: true, dim: true, active: true }));

export const heads = named('Heads', z.object({ heads: z.array(apiHead) }));

const recognised = named(
  'RecognisedFace',
  match.extend({
    person: z.object({ id: z.int(), name: z.string() }).nullable().describe('Null: nobody of the library.'),
    box: apiBox,
    score: z.number().describe('The detector’s, 0 to 1.'),
    quality: apiQuality,
  }),
);

export const recognition = named(
  'Recognition',
  z.object({
    headId: z.int(),
    width: z.int().describe('Of the pixels that boxes are in.'),
    height: z.int(),
    threshold: named('Threshold', threshold.meta({})),
    faces: z.array(recognised),
  }),
);

export const apiVerification = named(
  'Verification',
  verification.omit({ histogram: true }).extend({
    headId: z.int(),
    photos: z
      .array(
        z.object({
          faces: z.int(),
          ambiguous: z.boolean().describe('Whether another face of the photo may be meant.'),
          box: apiBox,
        }),
      )
      .describe('The two photos, and the face of each that was compared.'),
  }),
);

export const apiPerson = named('Person', person.omit({ portrait: true, spread: true }));

export const people = named('People', z.object({ total: z.int(), people: z.array(apiPerson) }));

export const personChange = sent(
  'PersonChange',
  z
    .strictObject({
      name: personName.optional(),
      hidden: z.boolean().optional(),
      ignored: z.boolean().optional().describe('Neither recognised nor suggested.'),
      birthYear: z.int().min(1000).max(3000).nullable().optional(),
      note: z.string().max(10_000).optional(),
      consent: consent.optional(),
    })
    .describe('What is left out stays as it is.'),
);

export const enrolled = named(
  'Enrolled',
  z.object({
    entryId,
    person: apiPerson,
    added: z.int().describe('Faces.'),
    skipped: z.array(problemSchema).describe('Why other photos gave no face.'),
    ambiguous: z.array(z.string()).describe('Photos with another face that could be meant.'),
  }),
);

const apiFace = named(
  'Face',
  faceCard
    .pick({
      id: true,
      personId: true,
      source: true,
      enrolled: true,
      ignored: true,
      rating: true,
      takenAt: true,
    })
    .extend({ box: apiBox }),
);
export const faces = named('Faces', z.object({ total: z.int(), faces: z.array(apiFace) }));

export const faceName = sent(
  'FaceName',
  z
    .strictObject({
      name: personName.nullable().describe('Somebody new if nobody has it; null takes the name away.'),
      allowTwice: z.boolean().default(false).describe('Whether the person may have two faces on this photo.'),
    })
    .describe('Who a face is.'),
);
export const faceNamed = named(
  'FaceNamed',
  z.object({ entryId, faceId: z.int(), personId: z.int().nullable() }),
);

export const evaluationStart = sent(
  'EvaluationStart',
  z.strictObject({
    name: z.string().trim().max(100).default(''),
    headIds: z
      .array(z.int())
      .max(6)
      .default([])
      .describe('The first is compared with the others; empty: the active one.'),
    settings: librarySettings,
  }),
);

export const apiJob = named(
  'Job',
  job.omit({ folder: true, failure: true, exportId: true }).extend({
    failure: problemSchema.nullable(),
  }),
);

const kept = { id: z.int(), name: z.string(), at: z.string() };
export const evaluations = named(
  'Evaluations',
  z.object({ evaluations: z.array(z.object({ ...kept, people: z.int() })) }),
);
export const evaluation = named(
  'Evaluation',
  z.object({ ...kept, result: named('EvaluationResult', evaluationResult.meta({})) }),
);

export const apiEvent = named(
  'Event',
  z.discriminatedUnion('type', [
    z
      .object({ type: z.literal('changed'), namespaces: z.array(changedNamespace) })
      .describe('Answers about these may be others now.'),
    z
      .object({
        type: z.literal('job'),
        job: apiJob.pick({ id: true, kind: true, status: true, done: true, total: true, secondsLeft: true }),
      })
      .describe('A job began, came on or ended.'),
  ]),
);
export type ApiEvent = z.infer<typeof apiEvent>;
