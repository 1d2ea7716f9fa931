/** The journal: what people changed in the library, so that all of it can be undone and done again. */
import { z } from 'zod';
import { method } from './method.ts';

const action = <A extends string, S extends z.ZodRawShape>(name: A, parameters: S) =>
  z.object({ action: z.literal(name), parameters: z.object(parameters) });

const name = z.string();
const count = z.int();

/** What was done, and what its sentence needs; names are those of that moment. */
export const journalAction = z.discriminatedUnion('action', [
  action('rename-person', { from: name, to: name }),
  action('merge-people', { names: z.array(name), into: name, faces: count }),
  /** `from`: null if the faces had no name, or several; `to`: null: the name was taken away. */
  action('move-faces', { faces: count, from: name.nullable(), to: name.nullable() }),
  /** "Not this person." */
  action('reject-person', { faces: count, name }),
  /** Faces of strangers that are not asked about, or are again. */
  action('ignore-faces', { faces: count, ignored: z.boolean() }),
  action('change-person', {
    name,
    fields: z.array(z.enum(['portrait', 'hidden', 'ignored', 'birthYear', 'note', 'consent'])),
  }),
  /** Two faces of one person on a photo are meant so, or no longer. */
  action('allow-twice', { photo: z.string(), name, allowed: z.boolean() }),
  /** A doubt about a label was dismissed. */
  action('keep-labels', { faces: count, name: name.nullable() }),
  /** Which faces stand for a person was chosen; `faces`: null: all do again. */
  action('enrol-person', { name, faces: count.nullable() }),
  action('enrol-everyone', { people: count, faces: count }),
  action('choose-face', { photo: z.string(), name }),
  action('add-face', { photo: z.string() }),
  action('move-face', { photo: z.string() }),
  /** `photo`: of the first of them. */
  action('remove-faces', { photo: z.string(), faces: count }),
  action('remove-photos', { photos: count, faces: count }),
  /** Another library was merged into this one. */
  action('merge-library', { people: count, photos: count, faces: count }),
  /** People of a shared gallery became the library's own. */
  action('keep-people', { people: count, faces: count }),
  /** Such faces are whose the gallery says, or by its new head. */
  action('follow-gallery', { faces: count }),
  action('set-detector', { detector: z.string() }),
  action('set-false-accept', { rate: z.number() }),
  action('set-gallery-engine', { engine: z.string() }),
  action('use-head', { name }),
  action('rename-evaluation', { from: name, to: name }),
  action('remove-evaluation', { name }),
  /** Columns of a table were brought in. */
  action('add-columns', { columns: z.array(z.string()), rows: count }),
  /** An empty value: the tag was taken away. Faces or people, not both. */
  action('set-tag', { name, value: z.string(), faces: count, people: count }),
  action('remove-sweep', { sweep: count }),
  action('annotate-run', { run: name, fields: z.array(z.enum(['tags', 'note'])) }),
  action('set-privacy', { fields: z.array(z.enum(['expired', 'strangerMonths', 'purposes', 'controller'])) }),
  /** Somebody was forgotten: of whom, and what the entry was before, is not told. */
  action('erase', {}),
]);
export type JournalAction = z.infer<typeof journalAction>;

export const journalEntry = z.intersection(
  z.object({
    id: z.int(),
    /** ISO 8601. */
    at: z.string(),
    /** Undone entries can be done again until something else is changed. */
    undone: z.boolean(),
  }),
  journalAction,
);
export type JournalEntry = z.infer<typeof journalEntry>;

/** The entries that undo and redo would take next. */
export const journalState = z.object({ undo: journalEntry.nullable(), redo: journalEntry.nullable() });
export type JournalState = z.infer<typeof journalState>;

/** What every change answers: its entry, for undo; null if nothing changed. */
export const changed = z.object({ entryId: z.int().nullable() });
export type Changed = z.infer<typeof changed>;

export const journalMethods = {
  /** Newest first. */
  'journal.list': method(
    z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }).prefault({}),
    z.object({ total: z.int(), entries: z.array(journalEntry), ...journalState.shape }),
  ),
  'journal.state': method(z.undefined(), journalState),
  /**
   * Takes the last change back, also one of an earlier start of Tammes.
   * @param entryId refused if this is not the last: for an undo that is offered with a change.
   */
  'journal.undo': method(
    z.object({ entryId: z.int().optional() }).prefault({}),
    journalState.extend({ entry: journalEntry }),
  ),
  /** Does again what was undone last. */
  'journal.redo': method(z.undefined(), journalState.extend({ entry: journalEntry })),
  /** Undoes or redoes until this entry is the last that is done; 0: until none is. */
  'journal.goTo': method(z.object({ entryId: z.int().min(0) }), journalState),
};
