import { z } from 'zod';
import { backendIds } from '../backend-ids.ts';
import { failureSchema } from '../errors/index.ts';
import { method } from './method.ts';

export const backendId = z.enum(backendIds);
export type BackendId = z.infer<typeof backendId>;

export const backendStatus = z.object({
  id: backendId,
  available: z.boolean(),
  /** What it runs on, for example "CPU (SIMD)". */
  device: z.string(),
  /** What is known of its memory, for people; empty if nothing is. */
  memory: z.string(),
  /** Whether it pretends to be a GPU on the CPU: `auto` passes it over, WASM is faster. */
  isSoftware: z.boolean(),
  /** Why it cannot be used and what would help; null when available. */
  failure: failureSchema.nullable(),
});
export type BackendStatus = z.infer<typeof backendStatus>;

const appInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  library: z.string(),
  /** Whether `app.chooseFolder` and `app.chooseFile` can show a dialog. */
  canChooseFolder: z.boolean(),
});

/** Endings of the files that people may choose, such as a list of pairs or vectors: no others are shown. */
export const fileEnding = z.enum(['txt', 'csv', 'bin', 'npz', 'parquet']);
export type FileEnding = z.infer<typeof fileEnding>;

/** A folder of the disk, as the host shows it to choose from. */
export const folderListing = z.object({
  /** Absolute, links followed. */
  path: z.string(),
  /** Null at a root. */
  parent: z.string().nullable(),
  /** Folders below which people may choose. */
  roots: z.array(z.string()),
  /** Between the parts of a path. */
  separator: z.string(),
  /** Photos that lie in it, not counting what is below. */
  photos: z.int(),
  folders: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      /** Photos that lie in it; null if it was not counted in time. */
      photos: z.int().nullable(),
      /** `link`: it lies elsewhere below a root; `outside`: elsewhere, and cannot be opened; `closed`: it may not be read. */
      state: z.enum(['open', 'link', 'outside', 'closed']),
    }),
  ),
  /** Names of the files that end as was asked for. */
  files: z.array(z.string()),
  /** Hidden folders that were left out, and folders and files beyond the most that are listed. */
  hidden: z.int(),
  more: z.int(),
});
export type FolderListing = z.infer<typeof folderListing>;

/** Libraries that were open before, the newest first; the one that is open is not among them. */
const libraries = z.object({
  recent: z.array(z.object({ path: z.string(), name: z.string() })),
  /** Whether the host can open another one by itself. */
  canOpen: z.boolean(),
});

/** A text for people to read, such as that of a licence. */
const namedText = z.object({ name: z.string(), text: z.string() });

/** A path as people write it; `~` is their own folder. */
const writtenPath = z
  .string()
  .max(4096)
  .meta({ titles: { en: 'Folder', ja: 'フォルダ' } });

export const appMethods = {
  'app.info': method(z.undefined(), appInfo),
  /** Tries a backend, once while the app runs: that may take seconds, and each answers for itself. */
  'app.backend': method(z.object({ id: backendId }), backendStatus),
  /** What lies in a folder, only folders and files with the endings; the first root where none is named. */
  'app.folders': method(
    z.object({
      path: writtenPath.optional(),
      hidden: z.boolean().default(false),
      endings: z.array(fileEnding).default([]),
    }),
    folderListing,
  ),
  /** Folders whose paths begin as what was written, at most 20. */
  'app.completeFolder': method(z.object({ text: writtenPath }), z.array(z.string())),
  /** Folder of labelled photos that ships with Tammes. An installed app copies them first to where they stay. */
  'app.demoFolder': method(z.undefined(), z.string()),
  /** Null when the person cancels. */
  'app.chooseFolder': method(z.undefined(), z.string().nullable()),
  'app.chooseFile': method(z.object({ endings: z.array(fileEnding).min(1) }), z.string().nullable()),
  /** Bytes that the library takes on the disk. */
  'app.storage': method(z.undefined(), z.object({ bytes: z.number() })),
  'app.libraries': method(z.undefined(), libraries),
  /** Opens another library in the place of this one, if the host can; it is made if there is none. */
  'app.openLibrary': method(z.object({ path: z.string().min(1) }), z.undefined()),
  /** Tammes' own licence, those of the models and those of what is bundled. */
  'app.licences': method(z.undefined(), z.array(namedText)),
  /** What is kept of crashes, the newest first, and where; a name begins with the time. */
  'app.crashReports': method(z.undefined(), z.object({ folder: z.string(), reports: z.array(namedText) })),
};
