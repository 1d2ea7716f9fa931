/** What is written outside of the library when people ask for it: copies sorted by person, sidecar files, all about one person, and heads and data for other programs. Photos are never changed. */
import { z } from 'zod';
import { failureSchema } from '../errors/index.ts';
import { job } from './jobs.ts';
import { method } from './method.ts';

export const exportInfo = z.object({
  id: z.int(),
  /** `head` names nobody, `data` whoever has a name. */
  kind: z.enum(['sort', 'xmp', 'person', 'head', 'data']),
  /** Where its files lie; empty: beside the photos. */
  folder: z.string(),
  madeAt: z.string(),
  /** Files that it wrote. */
  files: z.int(),
  undone: z.boolean(),
});
export type ExportInfo = z.infer<typeof exportInfo>;

/** What an undo did. */
export const exportUndo = z.object({
  /** Files that were removed, and those that hold what they held before. */
  removed: z.int(),
  restored: z.int(),
  /** Files that somebody has changed since: they stay. */
  kept: z.array(z.string()),
});
export type ExportUndo = z.infer<typeof exportUndo>;

/** A name of a folder that is nobody's, in the words of whoever asks. */
const folderName = z.string().trim().min(1).max(100);

export const sortOptions = z.object({
  /** The folder that gets a folder for each person; made if there is none. */
  target: z.string().min(1).max(4096),
  /** Photos of several people: a copy for each of them, or one in a folder of its own. */
  several: z.enum(['each', 'folder']).default('each'),
  /** Photos with faces of which none is known: left out, or in a folder of their own. */
  unknown: z.enum(['leave', 'folder']).default('leave'),
  withoutFace: z.enum(['leave', 'folder']).default('leave'),
  names: z
    .object({ several: folderName, unknown: folderName, withoutFace: folderName })
    .default({ several: 'Several people', unknown: 'Unknown', withoutFace: 'No face' }),
});
export type SortOptions = z.infer<typeof sortOptions>;

/** What sorting would do. */
export const sortPreview = z.object({
  /** Absolute. */
  target: z.string(),
  /** Whether it is there already. */
  exists: z.boolean(),
  /** Files to copy, and their bytes. */
  copies: z.int(),
  bytes: z.number(),
  /** Files that lie there already, of an earlier time. */
  present: z.int(),
  /** Photos that are left out. */
  leftOut: z.int(),
  /** Bytes that the disk has free; null if it does not say. */
  free: z.number().nullable(),
  /** Most copies first. Some photos of each, for `mediaUrl.recognisedPhoto`. */
  folders: z.array(
    z.object({
      name: z.string(),
      personId: z.int().nullable(),
      copies: z.int(),
      present: z.int(),
      photoIds: z.array(z.int()),
    }),
  ),
});
export type SortPreview = z.infer<typeof sortPreview>;

/** Of whom all is written, and where. */
const personExport = z.object({
  personId: z.int(),
  /** The folder in which the person gets a folder; made if there is none. */
  to: z
    .string()
    .min(1)
    .max(4096)
    .meta({ titles: { en: 'Folder', ja: 'フォルダ' } }),
  /** Whether the photos are copied, too. */
  photos: z.boolean().default(false),
  /** Of the page to read. */
  language: z.enum(['en', 'ja']).default('en'),
});

/** Which photos get sidecar files. */
const sidecarOptions = z.object({
  /** Those below a folder; left out: all of the library. */
  folder: z.string().min(1).max(4096).optional(),
});

/** What becomes of a photo's sidecar file. */
export const sidecarChange = z.object({
  photo: z.string(),
  sidecar: z.string(),
  /** `same`: it names everybody already; `refused`: see the failure. */
  change: z.enum(['new', 'changed', 'same', 'refused']),
  people: z.array(z.string()),
  failure: failureSchema.nullable(),
});
export type SidecarChange = z.infer<typeof sidecarChange>;

export const sidecarPreview = z.object({
  new: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.int(),
  /** The first of them that would be written, and the first that would not. */
  examples: z.array(sidecarChange),
});
export type SidecarPreview = z.infer<typeof sidecarPreview>;

/** Files of a head for other programs: all map features to embeddings of length one. */
export const headFormat = z.enum(['onnx', 'tfjs', 'safetensors', 'npz']);
export type HeadFormat = z.infer<typeof headFormat>;

/** Tables of a library's faces: what the backbone and a head make of them, how they score with the head, and who they are. */
export const tableKind = z.enum(['features', 'embeddings', 'scores', 'labels']);
export type TableKind = z.infer<typeof tableKind>;

/** Whether a head decides what a table holds. */
export const dependsOnHead = (kind: TableKind) => kind === 'embeddings' || kind === 'scores';

export const tableFormat = z.enum(['npz', 'csv', 'parquet', 'tsv']);
export type TableFormat = z.infer<typeof tableFormat>;

/** What is written for other programs: a head, backbone and head as one network, or a table. */
export const dataExport = z.object({
  what: z.discriminatedUnion('kind', [
    /** `people`: with class centres and whose they are. */
    z.object({ kind: z.literal('head'), format: headFormat, people: z.boolean() }),
    /** `language`: of the model card. */
    z.object({ kind: z.literal('model'), language: z.enum(['en', 'ja']) }),
    /** `paths`: with the paths of photos. */
    z.object({ kind: tableKind, format: tableFormat, paths: z.boolean() }),
  ]),
  headId: z.int(),
  /** The folder that gets the files; made if there is none. */
  to: z
    .string()
    .min(1)
    .max(4096)
    .meta({ titles: { en: 'Folder', ja: 'フォルダ' } }),
});
export type DataExport = z.infer<typeof dataExport>;

export const exportMethods = {
  /** What sorting the recognised folder's photos into folders by person would copy; nothing is written. */
  'exports.previewSort': method(sortOptions, sortPreview),
  /** Copies, and never moves or overwrites. What was stopped goes on when it is asked for again. */
  'exports.sort': method(sortOptions, job),
  /** What sidecar files with the names of people would be written; nothing is. */
  'exports.previewXmp': method(sidecarOptions, sidecarPreview),
  'exports.xmp': method(sidecarOptions, job),
  /** Writes all that is stored of a person into a folder, for her or him; nothing is overwritten. */
  'exports.person': method(personExport, job),
  /** Writes new files; the job's folder is the first of them. */
  'exports.data': method(dataExport, job),
  /** Newest first. */
  'exports.list': method(z.undefined(), z.array(exportInfo)),
  /** Removes the files that an export wrote, and no other; sidecar files hold again what they held before. */
  'exports.undo': method(z.object({ exportId: z.int() }), exportUndo),
};
