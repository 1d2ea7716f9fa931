import { broughtBackbones } from './migration-backbones.ts';
import { bareFaces } from './migration-bare-faces.ts';
import { consentAndPersonExports } from './migration-consent.ts';
import { dataExports } from './migration-data-exports.ts';
import { keptEvaluations } from './migration-evaluations.ts';
import { exportedFiles } from './migration-exports.ts';
import { firstTables } from './migration-first.ts';
import { peopleAndJournal } from './migration-people.ts';
import { faceChanges, keptLabels } from './migration-review.ts';
import { runNotes } from './migration-run-notes.ts';
import { rowSeals } from './migration-seals.ts';
import { keptSweeps } from './migration-sweeps.ts';
import { tags } from './migration-tags.ts';

/**
 * Forward-only, numbered by their place: the first brings an empty database to version 1. A migration
 * that has been released is never changed; a new one is added below it.
 */
export const migrations: readonly string[] = [
  firstTables,
  `
  -- A photo is its content; places are the files that hold it. Files that could not be read are places without a photo.
  CREATE TABLE new_photos (
    id INTEGER PRIMARY KEY,
    -- Its first place, or where it was last; for a face enrolled from outside the library, 'enrolled:' and its name.
    path TEXT NOT NULL,
    scan_id INTEGER REFERENCES scans (id) ON DELETE SET NULL,
    -- SHA-256 of the file's bytes; null for faces enrolled from outside, and for what an older version stored twice.
    hash TEXT UNIQUE,
    -- Of the pixels that boxes and landmarks are in.
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    -- Of the upright photo itself, and the EXIF orientation that made it upright.
    original_width INTEGER NOT NULL,
    original_height INTEGER NOT NULL,
    orientation INTEGER NOT NULL,
    -- Perceptual hash, 36 hexadecimal digits; null for photos read by an older version.
    fingerprint TEXT,
    -- Named faces from the XMP inside the file, as JSON.
    named_faces TEXT,
    -- Near-duplicates share the number of one of them; null: not compared yet.
    shot INTEGER,
    -- Whether the person of its folder could be another of its faces, too.
    ambiguous INTEGER NOT NULL DEFAULT 0,
    read_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    photo_id INTEGER REFERENCES photos (id) ON DELETE CASCADE,
    -- The scan that first saw it.
    scan_id INTEGER REFERENCES scans (id) ON DELETE SET NULL,
    -- Size and time of the file when it was read: a changed file is read again.
    size INTEGER NOT NULL,
    modified REAL NOT NULL,
    hash TEXT,
    -- When it was found to be gone.
    missing_since TEXT,
    -- Who is on the photo by its place, a table or a sidecar file, as JSON.
    naming TEXT,
    -- Why it could not be read.
    code TEXT,
    message TEXT,
    remedy TEXT,
    CHECK ((photo_id IS NULL) <> (code IS NULL))
  ) STRICT;
  INSERT INTO new_photos (id, path, scan_id, hash, width, height, original_width, original_height, orientation, read_at)
    SELECT id, path, scan_id,
      CASE WHEN hash = '' OR id > (SELECT min(first.id) FROM photos first WHERE first.hash = photos.hash) THEN NULL ELSE hash END,
      width, height, width, height, 1, read_at
    FROM photos WHERE status = 'read';
  INSERT INTO places (path, photo_id, scan_id, size, modified, hash, code, message, remedy)
    SELECT path, CASE status WHEN 'read' THEN id END, scan_id, size, modified, hash, code, message, remedy
    FROM photos WHERE path NOT LIKE 'enrolled:%';
  DROP TABLE photos;
  ALTER TABLE new_photos RENAME TO photos;
  CREATE INDEX photos_path ON photos (path);
  CREATE INDEX places_photo ON places (photo_id);
  CREATE INDEX places_size ON places (size);
  CREATE INDEX places_hash ON places (hash);

  CREATE TABLE new_labels (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('file-name', 'folder', 'xmp', 'csv', 'enrolment', 'hand'))
  ) STRICT;
  INSERT INTO new_labels SELECT face_id, person_id, source FROM labels;
  DROP TABLE labels;
  ALTER TABLE new_labels RENAME TO labels;
  CREATE INDEX labels_person ON labels (person_id);

  UPDATE photos SET ambiguous = 1 WHERE
    (SELECT count(*) FROM faces f WHERE f.photo_id = photos.id) > 1 AND
    EXISTS (SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = photos.id AND l.source = 'folder');
  `,
  `
  -- What found the photo's faces.
  ALTER TABLE photos ADD COLUMN detector TEXT NOT NULL DEFAULT 'ssd';
  -- What people chose for the library; what is not there is as Tammes has it.
  CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- How the head is turned, in degrees, and the shares of clipped pixels. Those of older faces are null: the pose is
  -- computed from the landmarks when it is first asked for, the shares stay unknown.
  ALTER TABLE faces ADD COLUMN yaw REAL;
  ALTER TABLE faces ADD COLUMN pitch REAL;
  ALTER TABLE faces ADD COLUMN roll REAL;
  ALTER TABLE faces ADD COLUMN shadows REAL;
  ALTER TABLE faces ADD COLUMN highlights REAL;
  -- Whether the pose was computed: it may be null then, too, where the landmarks are no shape.
  ALTER TABLE faces ADD COLUMN posed INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX faces_not_posed ON faces (id) WHERE posed = 0;
  `,
  `
  -- When it was taken by the camera's clock, milliseconds since 1970; null where the photo does not say, or an older
  -- version read it.
  ALTER TABLE photos ADD COLUMN taken_at REAL;
  CREATE INDEX photos_taken ON photos (taken_at) WHERE taken_at IS NOT NULL;
  -- Whether its faces were compared with those of other photos, to find bursts and cropped copies.
  ALTER TABLE photos ADD COLUMN faces_compared INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX photos_not_compared ON photos (id) WHERE faces_compared = 0;
  `,
  `
  -- When it was removed, with its head; it can be brought back until another one is removed.
  ALTER TABLE runs ADD COLUMN removed_at TEXT;
  `,
  `
  -- Which problem a file has, and what its sentence needs as JSON: the sentence is made in the reader's language when it
  -- is shown. Sentences of earlier versions that say the same are turned into that; others stay word for word.
  ALTER TABLE places ADD COLUMN problem TEXT;
  ALTER TABLE places ADD COLUMN parameters TEXT;
  UPDATE places SET parameters = json_object('path', path), problem = CASE message
      WHEN path || ' shows no face that was found.' THEN 'no-face-found'
      WHEN path || ' is empty.' THEN 'photo-empty'
      WHEN path || ' is not a photo that Tammes reads.' THEN 'photo-format-unknown'
      WHEN path || ' is not there.' THEN 'file-not-there'
      WHEN path || ' cannot be read.' THEN 'file-not-permitted'
      WHEN path || ' is gone, or a link to nothing.' THEN 'file-gone'
      WHEN path || ' cannot be looked at.' THEN 'file-not-inspected'
    END
    WHERE code IS NOT NULL;
  UPDATE places SET problem = 'folder-not-listed', parameters = json_object('folder', path)
    WHERE message = 'The folder ' || path || ' cannot be listed.';
  UPDATE places SET problem = 'photo-damaged', parameters = json_object('path', path, 'reason',
      substr(message, length(path) + length(' is damaged: ') + 1,
        length(message) - length(path) - length(' is damaged: ') - 1))
    WHERE substr(message, 1, length(path) + length(' is damaged: ')) = path || ' is damaged: ';
  UPDATE places SET problem = 'earlier-version',
      parameters = json_object('code', code, 'message', message, 'remedy', ifnull(remedy, ''))
    WHERE code IS NOT NULL AND problem IS NULL;
  ALTER TABLE places DROP COLUMN message;
  ALTER TABLE places DROP COLUMN remedy;
  `,
  `
  -- What the feature is (featureVersion in src-shared/vision); 0: it cannot be brought up to date, as the chip is damaged.
  ALTER TABLE faces ADD COLUMN feature_version INTEGER NOT NULL DEFAULT 1;
  CREATE INDEX faces_feature_version ON faces (feature_version);
  -- Of the features that the run, and the head that it made, was trained on.
  ALTER TABLE runs ADD COLUMN feature_version INTEGER NOT NULL DEFAULT 1;
  `,
  `
  -- Which faces of the gallery changed, the last change of each: whoever holds a gallery in memory reads what came after
  -- the version that it has, be it of this process or of another.
  CREATE TABLE gallery_changes (
    face_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE
  ) STRICT;
  INSERT INTO gallery_changes SELECT face_id, row_number() OVER (ORDER BY face_id) FROM gallery;
  CREATE TRIGGER gallery_insert AFTER INSERT ON gallery BEGIN
    INSERT OR REPLACE INTO gallery_changes
      VALUES (new.face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes));
  END;
  CREATE TRIGGER gallery_delete AFTER DELETE ON gallery BEGIN
    INSERT OR REPLACE INTO gallery_changes
      VALUES (old.face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes));
  END;
  CREATE TRIGGER gallery_move AFTER UPDATE OF person_id ON gallery BEGIN
    INSERT OR REPLACE INTO gallery_changes
      VALUES (new.face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes));
  END;
  CREATE TRIGGER gallery_describe AFTER UPDATE OF feature, feature_version ON faces
  WHEN EXISTS (SELECT 1 FROM gallery WHERE face_id = new.id) BEGIN
    INSERT OR REPLACE INTO gallery_changes
      VALUES (new.id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes));
  END;
  `,
  `
  -- Faces with their surroundings, small and grey, by which photos are compared. Those of older versions have none until their
  -- photo is seen again.
  CREATE TABLE thumbnails (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    pixels BLOB NOT NULL
  ) STRICT;
  -- The first photo that shows the same picture, which may be the photo itself; null: not compared yet. Photos of one burst
  -- share a shot and are no copies.
  ALTER TABLE photos ADD COLUMN copy_of INTEGER;
  CREATE INDEX photos_copies ON photos (copy_of);
  DROP INDEX photos_not_compared;
  ALTER TABLE photos DROP COLUMN faces_compared;
  `,
  `
  -- What the head is worth beside the pretrained one, as JSON; null: no verdict.
  ALTER TABLE heads ADD COLUMN verdict TEXT;
  -- Earlier runs kept nobody out and went all the way, and so do they when they are resumed.
  UPDATE runs SET spec = json_set(spec, '$.strangers', 0, '$.share', 1, '$.refit', json('false'), '$.select', 'top1');
  `,
  exportedFiles,
  keptLabels,
  peopleAndJournal,
  faceChanges,
  rowSeals,
  consentAndPersonExports,
  dataExports,
  keptEvaluations,
  tags,
  keptSweeps,
  broughtBackbones,
  runNotes,
  bareFaces,
];
