/** Schemas of the library's faces: listed, of one photo, and corrected by hand. */
import { z } from 'zod';
import { changed } from './journal.ts';
import { method } from './method.ts';
import { poorReason, qualityLimits } from './quality.ts';
import { tagCondition } from './tags.ts';
import { box, describedFace, detectorId, pixels, quality } from './vision.ts';

/** Where a label comes from: what a file says, or what people did. */
export const labelSource = z.enum(['file-name', 'folder', 'xmp', 'csv', 'enrolment', 'hand']);
export type LabelSource = z.infer<typeof labelSource>;

/** A face as the grid shows it; its chip is at `mediaUrl.chip(id)`. */
export const faceCard = z.object({
  id: z.int(),
  photoId: z.int(),
  photoName: z.string(),
  personId: z.int().nullable(),
  /** Where the name comes from; null without a name. */
  source: labelSource.nullable(),
  /** Whether the person is recognised by it. */
  enrolled: z.boolean(),
  /** A stranger's. */
  ignored: z.boolean(),
  box,
  score: z.number(),
  quality,
  /** How well it can be seen, 0 to 1. */
  rating: z.number(),
  /** When the photo was taken, milliseconds since 1970 by the camera's clock. */
  takenAt: z.number().nullable(),
});
export type FaceCard = z.infer<typeof faceCard>;

/** Which faces are meant; what is left out does not matter. All conditions must hold. */
export const faceFilter = z.object({
  /** null: faces of nobody. */
  personId: z.int().nullable().optional(),
  /** Only faces of these people. */
  personIds: z.array(z.int()).optional(),
  /** Only faces within the limits, or only those that they leave out. */
  only: z.object({ limits: qualityLimits, poor: z.boolean() }).nullable().default(null),
  /** Ratings from (included) and to (left out). */
  rating: z.object({ from: z.number().optional(), to: z.number().optional() }).optional(),
  /** Absolute path: photos in it and below it. */
  folder: z.string().optional(),
  /** When the photo was taken, milliseconds since 1970: from (included) and to (left out). */
  taken: z.object({ from: z.number().optional(), to: z.number().optional() }).optional(),
  source: labelSource.optional(),
  /** Faces of strangers that are not asked about: only these or none of them. */
  ignored: z.boolean().optional(),
  /** Faces of hidden people: only these or none of them. */
  hidden: z.boolean().optional(),
  /** On which side of a run's split the face lies. */
  run: z.object({ runId: z.int(), side: z.enum(['training', 'validation', 'strangers']) }).optional(),
  /** Faces of people who have the tag there. */
  tag: tagCondition.optional(),
  /** In the person's name or the photo's path; capitals do not matter. */
  text: z.string().optional(),
});
export type FaceFilter = z.infer<typeof faceFilter>;

/** Orders of faces; equal ones lie by the photo's path. */
export const faceSort = z.enum(['path', 'taken', 'added', 'rating', 'size', 'person']);
export type FaceSort = z.infer<typeof faceSort>;

/** Groups of faces; groups lie in the order of names, of days (newest first) or of folders. */
export const faceGrouping = z.enum(['person', 'day', 'folder']);
export type FaceGrouping = z.infer<typeof faceGrouping>;

const order = {
  sort: faceSort.default('path'),
  descending: z.boolean().default(false),
  /** Faces of one group lie beside each other. */
  group: faceGrouping.nullable().default(null),
};

/** A group of the listed faces. */
export const listedGroup = z.object({
  /** Person's number, day (2024-12-31) or folder's path; null: without a name, or without a date. */
  key: z.union([z.int(), z.string()]).nullable(),
  count: z.int(),
});
export type ListedGroup = z.infer<typeof listedGroup>;

/** Why a face does not stand for anybody; the first that applies. */
export const unusedReason = z.enum(['unnamed', 'ignored', 'damaged', 'not-chosen', 'ambiguous', 'poor']);
export type UnusedReason = z.infer<typeof unusedReason>;

/** A face of a photo in full. */
export const photoFace = faceCard.extend({
  /** 68 points, x and y in turn, in pixels of the photo. */
  landmarks: z.array(z.number()),
  /** Drawn or moved by hand: finding faces again leaves it. */
  byHand: z.boolean(),
  /** null: the person is recognised by it. */
  unused: unusedReason.nullable(),
  /** What the default limits hold against it. */
  poor: poorReason.nullable(),
  /** People who it is not, as somebody said. */
  notPersonIds: z.array(z.int()),
});
export type PhotoFace = z.infer<typeof photoFace>;

/** A photo in full; its picture is at `mediaUrl.photo(id)`. */
export const libraryPhoto = z.object({
  id: z.int(),
  name: z.string(),
  path: z.string(),
  /** The files that hold it. */
  places: z.array(z.object({ path: z.string(), missing: z.boolean() })),
  /** Of the pixels that boxes and landmarks are in; 0 for a face that came without a photo. */
  width: z.int(),
  height: z.int(),
  /** Of the photo itself, upright. */
  original: z.object({ width: z.int(), height: z.int() }),
  takenAt: z.number().nullable(),
  readAt: z.string(),
  detector: detectorId,
  /** Whether the name of its folder could mean another of its faces, too. */
  ambiguous: z.boolean(),
  faces: z.array(photoFace),
});
export type LibraryPhoto = z.infer<typeof libraryPhoto>;

/** A folder with photos. */
export const libraryFolder = z.object({ path: z.string(), photos: z.int(), faces: z.int() });
export type LibraryFolder = z.infer<typeof libraryFolder>;

export const facesMethods = {
  'library.faces': method(
    faceFilter.extend({
      ...order,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(200),
    }),
    z.object({ total: z.int(), faces: z.array(faceCard) }),
  ),
  /** The ids of all faces in the order of `library.faces`: to select from one to another, or all. */
  'library.faceIds': method(faceFilter.extend(order), z.array(z.int())),
  /** The groups of `library.faces`, in its order. */
  'library.faceGroups': method(faceFilter.extend({ ...order, group: faceGrouping }), z.array(listedGroup)),
  /** A photo, or the one that a face is on. */
  'library.photo': method(
    z.union([z.object({ photoId: z.int() }), z.object({ faceId: z.int() })]),
    libraryPhoto,
  ),
  /** The folders that hold photos of the library, by path. Those above them are not listed. */
  'library.folders': method(z.undefined(), z.array(libraryFolder)),
  /** The photo's pixels, in which a face that is drawn by hand is described (`describeBox` of the window's worker). */
  'library.photoPixels': method(z.object({ photoId: z.int() }), pixels),
  /** Adds a face that was drawn by hand and described within its box. */
  'library.addFace': method(
    z.object({ photoId: z.int(), face: describedFace }),
    changed.extend({ faceId: z.int() }),
  ),
  /** Gives a face another box, and what was described within it; its name stays. */
  'library.moveFace': method(z.object({ faceId: z.int(), face: describedFace }), changed),
  /** Takes faces away that are none, or nobody's business; finding faces again does not bring them back. */
  'library.removeFaces': method(z.object({ faceIds: z.array(z.int()).min(1) }), changed),
};
