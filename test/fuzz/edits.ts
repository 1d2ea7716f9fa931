/** Random changes of a library by hand, each of which the journal must take back exactly. */
import { chooseDetector } from '../../src-main/services/contents.ts';
import { setFalseAccept } from '../../src-main/services/matching.ts';
import { enrolEveryone, enrolLoose, merge, move, rename, update } from '../../src-main/services/people.ts';
import { annotate } from '../../src-main/services/runs.ts';
import { addFace, moveFace, removeFaces } from '../../src-main/store/boxes.ts';
import { chooseFaces, rejectPerson, setAllowedTwice, setIgnored } from '../../src-main/store/corrections.ts';
import { change, redo, undo } from '../../src-main/store/journal.ts';
import { columnsOf, journaled } from '../../src-main/store/journal-triggers.ts';
import { chooseFace, listAmbiguous } from '../../src-main/store/labels.ts';
import { insertLooseFace } from '../../src-main/store/photos.ts';
import { listMissing } from '../../src-main/store/places.ts';
import { removeMissing } from '../../src-main/store/removal.ts';
import { keepLabel } from '../../src-main/store/review.ts';
import { addRun } from '../../src-main/store/runs.ts';
import type { Database } from '../../src-main/store/sql.ts';
import type { Store } from '../../src-main/store/store.ts';
import { type JournalAction, trainSpec } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import type { Random } from '../../src-shared/random.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { featureOf, recordOf } from '../gallery/enrolled.ts';

/** Every value of every row that the journal keeps, as SQLite writes it: bytes, kinds and all digits of numbers. */
export function journaledTables(db: Database): Record<string, string[]> {
  return Object.fromEntries(
    journaled.map((table) => {
      const columns = columnsOf(db, table);
      const values = columns.map(({ name }) => `quote(${name})`).join(` || ',' || `);
      const key = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
      const rows = db.prepare(`SELECT ${values} AS row FROM ${table} ORDER BY ${key.join(', ')}`).all();
      return [table, rows.map(({ row }) => String(row))];
    }),
  );
}

/** What a person may do; the more often a name stands here, the more often it is done. */
const edits = {
  name: ({ some, store, nameOf }) => move(store, some('faces'), { name: nameOf() }, twice),
  confirm: ({ some, one, store }) => move(store, some('faces'), { personId: one('people') }, twice),
  unname: ({ some, store }) => move(store, some('faces'), null, twice),
  rename: ({ one, store, nameOf }) => rename(store, one('people'), nameOf()),
  merge: ({ some, one, store }) => merge(store, some('people'), one('people'), twice),
  portrait: ({ one, store }) => {
    const personId = one('people');
    const own = store.db.prepare('SELECT face_id FROM labels WHERE person_id = ?').get(personId);
    update(store, personId, { portrait: own ? Number(own.face_id) : null, birthYear: 1900 + personId });
  },
  describe: ({ one, store, random }) =>
    update(store, one('people'), {
      hidden: random.uniform() < 0.5,
      ignored: random.uniform() < 0.5,
      note: 'it’s “she”',
      consent: { note: 'by “her”', given: null, until: random.uniform() < 0.5 ? '2027-01-31' : null },
    }),
  reject: ({ some, one, record }) =>
    record('reject-person', (db) => rejectPerson(db, some('faces'), one('people'))),
  ignore: ({ some, record }) => record('ignore-faces', (db) => setIgnored(db, some('faces'), true)),
  keep: ({ one, record }) => record('keep-labels', (db) => keepLabel(db, one('faces'))),
  allow: ({ one, record }) =>
    record('allow-twice', (db) => setAllowedTwice(db, one('photos'), one('people'), true)),
  choose: ({ one, record }) =>
    record('enrol-person', (db) => {
      const personId = one('people');
      const own = db.prepare('SELECT face_id FROM labels WHERE person_id = ? LIMIT 2').all(personId);
      chooseFaces(
        db,
        personId,
        own.map(({ face_id }) => Number(face_id)),
      );
    }),
  chooseAll: ({ store }) => enrolEveryone(store, null),
  enrol: ({ store, nameOf, random }) =>
    enrolLoose(store, nameOf(), [{ source: 'ada.jpg', face: recordOf(featureOf(random.integer(99), 1)) }]),
  settle: ({ record }) =>
    record('choose-face', (db) => {
      const [photo] = listAmbiguous(db, 0, 1).photos;
      const last = photo?.faces.at(-1);
      if (last !== undefined) chooseFace(db, last.id);
    }),
  draw: ({ one, record, random }) =>
    record('add-face', (db) => addFace(db, one('photos'), recordOf(featureOf(random.integer(99), 2)))),
  shift: ({ one, record, random }) =>
    record('move-face', (db) => moveFace(db, one('faces'), recordOf(featureOf(random.integer(99), 3)))),
  erase: ({ one, record }) => record('remove-faces', (db) => removeFaces(db, [one('faces')])),
  remove: ({ store }) =>
    removeMissing(
      store.db,
      listMissing(store.db)
        .slice(0, 1)
        .map(({ photoId }) => photoId),
    ),
  detector: ({ store, random }) => chooseDetector(store, random.uniform() < 0.5 ? 'tiny' : 'ssd'),
  annotate: ({ one, store, random }) =>
    annotate(store, one('runs'), {
      tags: random.uniform() < 0.5 ? ['“old”', 'new'] : [],
      note: 'it’s “good”',
    }),
  rate: ({ store, random }) => setFalseAccept(store, 0.001 + 0.1 * random.uniform()),
  undo: ({ store }) => undo(store.db),
  redo: ({ store }) => redo(store.db),
} satisfies Record<string, (hands: Hands) => unknown>;

const twice = { allowTwice: true };

interface Hands {
  store: Store;
  random: Random;
  /** The id of any row; 0: there is none, which is refused. */
  one(table: 'faces' | 'people' | 'photos' | 'runs'): number;
  /** Up to four of them. */
  some(table: 'faces' | 'people'): number[];
  nameOf(): string;
  record(action: JournalAction['action'], work: (db: Database) => unknown): void;
}

/** Does one random change, or none if what was drawn is refused. */
export function editAtRandom(store: Store, random: Random): void {
  const { db } = store;
  const one = (table: string) => {
    const { n } = db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!;
    if (n === 0) return 0;
    const row = db
      .prepare(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ?`)
      .get(random.integer(Number(n)));
    return Number(row!.id);
  };
  const hands: Hands = {
    store,
    random,
    one,
    some: (table) => Array.from({ length: 1 + random.integer(4) }, () => one(table)),
    nameOf: () => `Person ${random.integer(12)}`,
    record: (action, work) => {
      const parameters = { name: 'Ada', photo: '1.jpg', faces: 1, ignored: true, allowed: true };
      change(
        db,
        () => work(db),
        () => ({ action, parameters }) as JournalAction,
      );
    },
  };
  const names = Object.keys(edits) as (keyof typeof edits)[];
  try {
    edits[names[random.integer(names.length)]!](hands);
  } catch (error) {
    if (!(error instanceof TammesError) || error.problem === 'journal-conflict') throw error;
  }
}

/** A library of some people with photos of one and two faces, some of them missing. */
export function fillForEdits({ db }: Store): void {
  for (let photo = 0; photo < 24; photo++) {
    const { photoId, faceId } = insertLooseFace(db, `/p/${photo}.jpg`, recordOf(featureOf(photo % 6, photo)));
    if (photo % 3 === 0) addFace(db, photoId, recordOf(featureOf(10 + photo, photo)));
    db.prepare(
      "INSERT INTO places (path, photo_id, size, modified, missing_since) VALUES (?, ?, 1, 0.1, iif(? % 4 = 0, 'then', NULL))",
    ).run(`/p/${photo}.jpg`, photoId, photo);
    db.prepare('INSERT INTO people (name) VALUES (?) ON CONFLICT DO NOTHING').run(`Person ${photo % 6}`);
    db.prepare(
      "INSERT INTO labels (face_id, person_id, source) SELECT ?, id, 'folder' FROM people WHERE name = ?",
    ).run(faceId, `Person ${photo % 6}`);
  }
  db.exec('UPDATE photos SET ambiguous = 1, undecided = 1 WHERE id % 3 = 1');
  for (const loss of ['arcface', 'cosface']) addRun(db, trainSpec.parse({ loss }), featureVersion);
}
