/** Recognition of a folder: a job that reads it, and the table of its faces, which is kept until another folder is asked for. */
import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { job } from './jobs.ts';
import { match, threshold } from './matching.ts';
import { method } from './method.ts';
import { enrolment, personName } from './people.ts';
import { box, quality } from './vision.ts';

/** A face of a photo and who it is. */
export const recognisedFace = z.object({
  /** For `mediaUrl.recognisedChip` and `recognition.enrol`. */
  faceId: z.int(),
  /** In pixels of the photo's `width` × `height`. */
  box,
  /** The detector's, 0..1. */
  score: z.number(),
  quality,
  match,
});

/** A line of the table: a face, or a photo without one. */
export const recognisedRow = z.object({
  /** For `mediaUrl.recognisedPhoto`. */
  photoId: z.int(),
  /** Absolute, and from the folder on. */
  path: z.string(),
  name: z.string(),
  /** Of the pixels that boxes are in; 0 if the photo could not be read. */
  width: z.int(),
  height: z.int(),
  /** Null: no face was found, or the photo could not be read. */
  face: recognisedFace.nullable(),
  /** Why there is no face. */
  failure: failureSchema.nullable(),
});
export type RecognisedRow = z.infer<typeof recognisedRow>;

/** Which lines are meant. */
export const recognisedFilter = z.object({
  /** The faces of one person; null: of nobody enrolled; left out: all. */
  personId: z.int().nullable().optional(),
  /** Faces, photos without one, or both. */
  show: z.enum(['faces', 'failures', 'all']).default('all'),
  /** A part of the path or of the person's name, upper and lower case alike. */
  search: z.string().max(200).default(''),
  sort: z.enum(['path', 'person', 'probability', 'quality']).default('path'),
  descending: z.boolean().default(false),
});
export type RecognisedFilter = z.infer<typeof recognisedFilter>;

export const recognitionSummary = z.object({
  jobId: z.int(),
  folder: z.string(),
  headId: z.int(),
  photos: z.int(),
  faces: z.int(),
  /** Faces that are somebody's, and the others. */
  known: z.int(),
  unknown: z.int(),
  /** Photos without a face, and those that could not be read. */
  withoutFace: z.int(),
  failures: z.int(),
  /** Whether somebody was enrolled or taken out since, or another threshold was chosen: `recognition.matchAgain` brings it up to date. */
  outdated: z.boolean(),
  threshold: threshold.nullable(),
  /** Who is on the photos, most photos first. */
  people: z.array(z.object({ personId: z.int(), name: z.string(), photos: z.int(), faces: z.int() })),
});
export type RecognitionSummary = z.infer<typeof recognitionSummary>;

const head = { headId: z.int().optional() };

export const recognitionMethods = {
  /** Recognises the people on all photos of a folder and below it. Forgets the table of the folder before. Head: the active one. */
  'recognition.start': method(z.object({ folder: z.string().min(1).max(4096), ...head }), job),
  /** Asks again who the faces are, without reading the photos again. */
  'recognition.matchAgain': method(z.object(head), job),
  /** Null before a folder was asked for. */
  'recognition.summary': method(z.undefined(), recognitionSummary.nullable()),
  'recognition.rows': method(
    recognisedFilter.extend({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.object({ total: z.int(), rows: z.array(recognisedRow) }),
  ),
  /** Enrols faces of the table; the photos do not become part of the library. */
  'recognition.enrol': method(
    z.object({ name: personName, faceIds: z.array(z.int()).min(1).max(1000) }),
    enrolment,
  ),
  /** The table as the text of a file; who saves it as CSV puts a byte order mark in front. */
  'recognition.export': method(
    recognisedFilter.extend({ format: z.enum(['csv', 'json']) }),
    z.object({ name: z.string(), text: z.string() }),
  ),
  /** Forgets the table, and ends the job that makes it. */
  'recognition.forget': method(z.undefined(), z.undefined()),
};
