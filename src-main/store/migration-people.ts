/** People who can be corrected, choices among their faces, and the journal by which all of it can be undone. */
export const peopleAndJournal = `
  -- Ids of people, photos and faces are never given again (AUTOINCREMENT): the journal below means those that it names.
  CREATE TABLE new_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    -- The face on the person's card; null: the best one.
    portrait INTEGER REFERENCES faces (id) ON DELETE SET NULL,
    hidden INTEGER NOT NULL DEFAULT 0,
    -- A stranger: neither recognised nor suggested.
    ignored INTEGER NOT NULL DEFAULT 0,
    birth_year INTEGER,
    note TEXT NOT NULL DEFAULT ''
  ) STRICT;
  INSERT INTO new_people (id, name) SELECT id, name FROM people;
  DROP TABLE people;
  ALTER TABLE new_people RENAME TO people;
  CREATE INDEX people_portrait ON people (portrait) WHERE portrait IS NOT NULL;

  CREATE TABLE new_photos (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    scan_id INTEGER REFERENCES scans (id) ON DELETE SET NULL,
    hash TEXT UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    original_width INTEGER NOT NULL,
    original_height INTEGER NOT NULL,
    orientation INTEGER NOT NULL,
    fingerprint TEXT,
    named_faces TEXT,
    shot INTEGER,
    ambiguous INTEGER NOT NULL DEFAULT 0,
    read_at TEXT NOT NULL,
    detector TEXT NOT NULL DEFAULT 'ssd',
    taken_at REAL,
    copy_of INTEGER,
    -- Whether the person of its folder could be another of its faces, and what is known of people has not decided yet.
    undecided INTEGER NOT NULL DEFAULT 0,
    -- The path without the file's name, with the separator at its end.
    folder TEXT GENERATED ALWAYS AS (rtrim(path, replace(replace(path, '/', ''), '\\', ''))) VIRTUAL
  ) STRICT;
  INSERT INTO new_photos (id, path, scan_id, hash, width, height, original_width, original_height, orientation, fingerprint,
      named_faces, shot, ambiguous, read_at, detector, taken_at, copy_of)
    SELECT id, path, scan_id, hash, width, height, original_width, original_height, orientation, fingerprint,
      named_faces, shot, ambiguous, read_at, detector, taken_at, copy_of FROM photos;
  DROP TABLE photos;
  ALTER TABLE new_photos RENAME TO photos;
  CREATE INDEX photos_path ON photos (path);
  CREATE INDEX photos_taken ON photos (taken_at) WHERE taken_at IS NOT NULL;
  CREATE INDEX photos_copies ON photos (copy_of);
  CREATE INDEX photos_folder ON photos (folder);
  CREATE INDEX photos_detector ON photos (detector);
  CREATE INDEX places_missing ON places (photo_id) WHERE missing_since IS NOT NULL;
  CREATE INDEX photos_ambiguous ON photos (id) WHERE ambiguous = 1;
  CREATE INDEX photos_undecided ON photos (id) WHERE undecided = 1;

  CREATE TABLE new_faces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
    score REAL NOT NULL,
    size REAL NOT NULL, sharpness REAL NOT NULL, brightness REAL NOT NULL,
    yaw REAL, pitch REAL, roll REAL, shadows REAL, highlights REAL,
    -- How well it can be seen, and what the default limits hold against it ('' for nothing), both by src-shared/quality; null: not
    -- judged yet, and without a pose, too, where an older version stored none.
    rating REAL,
    flaw TEXT,
    -- Drawn or moved by hand: finding faces again leaves it.
    by_hand INTEGER NOT NULL DEFAULT 0,
    -- A stranger's, who is not asked about.
    ignored INTEGER NOT NULL DEFAULT 0,
    posed INTEGER NOT NULL DEFAULT 0,
    feature_version INTEGER NOT NULL DEFAULT 1,
    -- 68 points as float32 x and y in turn; 256 float32. Behind the rest: most queries need neither.
    landmarks BLOB NOT NULL,
    feature BLOB NOT NULL
  ) STRICT;
  INSERT INTO new_faces (id, photo_id, x, y, width, height, score, size, sharpness, brightness, yaw, pitch, roll, shadows, highlights,
      posed, feature_version, landmarks, feature)
    SELECT id, photo_id, x, y, width, height, score, size, sharpness, brightness, yaw, pitch, roll, shadows, highlights,
      posed, feature_version, landmarks, feature FROM faces;
  -- With its trigger.
  DROP TABLE faces;
  ALTER TABLE new_faces RENAME TO faces;
  -- With all that lists of faces look at: a face's row fills half a page, and a hundred thousand of them would be read otherwise.
  CREATE INDEX faces_photo ON faces (photo_id, rating, size, flaw, ignored);
  CREATE INDEX faces_feature_version ON faces (feature_version);
  CREATE INDEX faces_rating ON faces (rating);
  CREATE INDEX faces_size ON faces (size);
  CREATE INDEX faces_not_judged ON faces (id) WHERE flaw IS NULL;
  CREATE INDEX faces_ignored ON faces (id) WHERE ignored = 1;

  UPDATE photos SET undecided = 1 WHERE
    (SELECT count(*) FROM faces f WHERE f.photo_id = photos.id) > 1 AND EXISTS
      (SELECT 1 FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = photos.id AND l.source IN ('folder', 'file-name'));

  -- Enrolling is a choice among a person's faces. Who is enrolled with all of them has made none.
  CREATE TABLE new_labels (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('file-name', 'folder', 'xmp', 'csv', 'enrolment', 'hand')),
    chosen INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO new_labels SELECT face_id, person_id, source, 0 FROM labels WHERE face_id NOT IN (SELECT face_id FROM gallery);
  INSERT INTO new_labels
    SELECT g.face_id, g.person_id, ifnull((SELECT source FROM labels WHERE face_id = g.face_id), 'enrolment'), 1 FROM gallery g;
  DROP TABLE labels;
  ALTER TABLE new_labels RENAME TO labels;
  CREATE INDEX labels_person ON labels (person_id);
  UPDATE labels SET chosen = 0 WHERE person_id NOT IN (SELECT person_id FROM labels WHERE chosen = 0);
  CREATE INDEX labels_chosen ON labels (person_id) WHERE chosen = 1;
  DROP TABLE gallery;
  DROP TABLE enrolments;

  -- The faces by which people are recognised: those that somebody chose for the person; without such a choice all that people named,
  -- and of those that files named all that can be seen well enough on photos that leave no doubt.
  CREATE VIEW gallery (face_id, person_id) AS
    SELECT l.face_id, l.person_id FROM labels l CROSS JOIN people n ON n.id = l.person_id
    WHERE l.chosen = 1 AND n.ignored = 0
    UNION ALL
    SELECT l.face_id, l.person_id FROM labels l CROSS JOIN people n ON n.id = l.person_id
      CROSS JOIN faces f ON f.id = l.face_id CROSS JOIN photos p ON p.id = f.photo_id
    WHERE l.chosen = 0 AND n.ignored = 0 AND (l.source IN ('hand', 'enrolment') OR f.flaw = '' AND p.ambiguous = 0)
      AND NOT EXISTS (SELECT 1 FROM labels c WHERE c.person_id = l.person_id AND c.chosen = 1);

  -- As before, but that faces that change together may share a version.
  DROP TABLE gallery_changes;
  CREATE TABLE gallery_changes (
    face_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX gallery_changes_version ON gallery_changes (version);
  INSERT INTO gallery_changes SELECT face_id, 1 FROM labels;
  -- Not by REPLACE: a statement that resolves conflicts otherwise would overrule it.
  CREATE TRIGGER gallery_label AFTER INSERT ON labels BEGIN
    INSERT INTO gallery_changes SELECT new.face_id, ifnull(max(version), 0) + 1 FROM gallery_changes WHERE true
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_unlabel AFTER DELETE ON labels BEGIN
    INSERT INTO gallery_changes SELECT old.face_id, ifnull(max(version), 0) + 1 FROM gallery_changes WHERE true
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_relabel AFTER UPDATE ON labels BEGIN
    INSERT INTO gallery_changes SELECT new.face_id, ifnull(max(version), 0) + 1 FROM gallery_changes WHERE true
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  -- The first choice for a person takes all other faces out, and without the last they are in again.
  CREATE TRIGGER gallery_chosen AFTER INSERT ON labels
  WHEN new.chosen = 1 AND NOT EXISTS
    (SELECT 1 FROM labels WHERE person_id = new.person_id AND chosen = 1 AND face_id <> new.face_id) BEGIN
    INSERT INTO gallery_changes SELECT face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels WHERE person_id = new.person_id
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_unchosen AFTER DELETE ON labels
  WHEN old.chosen = 1 AND NOT EXISTS (SELECT 1 FROM labels WHERE person_id = old.person_id AND chosen = 1) BEGIN
    INSERT INTO gallery_changes SELECT face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels WHERE person_id = old.person_id
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_choice AFTER UPDATE ON labels
  WHEN (old.chosen = 1 OR new.chosen = 1) AND (old.chosen <> new.chosen OR old.person_id <> new.person_id) BEGIN
    INSERT INTO gallery_changes SELECT face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels WHERE person_id = new.person_id AND new.chosen = 1 AND NOT EXISTS
        (SELECT 1 FROM labels WHERE person_id = new.person_id AND chosen = 1 AND face_id <> new.face_id)
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
    INSERT INTO gallery_changes SELECT face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels WHERE person_id = old.person_id AND old.chosen = 1 AND NOT EXISTS
        (SELECT 1 FROM labels WHERE person_id = old.person_id AND chosen = 1)
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_stranger AFTER UPDATE OF ignored ON people WHEN old.ignored <> new.ignored BEGIN
    INSERT INTO gallery_changes SELECT face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels WHERE person_id = new.id
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_doubt AFTER UPDATE OF ambiguous ON photos WHEN old.ambiguous <> new.ambiguous BEGIN
    INSERT INTO gallery_changes SELECT l.face_id, (SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)
      FROM labels l JOIN faces f ON f.id = l.face_id WHERE f.photo_id = new.id
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;
  CREATE TRIGGER gallery_describe AFTER UPDATE OF feature, feature_version, flaw ON faces
  WHEN EXISTS (SELECT 1 FROM labels WHERE face_id = new.id) BEGIN
    INSERT INTO gallery_changes SELECT new.id, ifnull(max(version), 0) + 1 FROM gallery_changes WHERE true
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;

  -- Names in files that mean somebody of another name: of people who were renamed or merged.
  CREATE TABLE aliases (
    name TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX aliases_person ON aliases (person_id);
  -- Who a face is not, as somebody said.
  CREATE TABLE refusals (
    face_id INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (face_id, person_id)
  ) STRICT;
  CREATE INDEX refusals_person ON refusals (person_id);
  -- Photos on which a person is meant to have several faces.
  CREATE TABLE allowed_twice (
    photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (photo_id, person_id)
  ) STRICT;
  CREATE INDEX allowed_twice_person ON allowed_twice (person_id);
  -- Boxes of faces that somebody took away: what is found there again is left out.
  CREATE TABLE removed_boxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL
  ) STRICT;
  CREATE INDEX removed_boxes_photo ON removed_boxes (photo_id);

  -- What was removed can be undone by the journal; removals of before are final.
  DROP TABLE IF EXISTS removed_people;
  DROP TABLE IF EXISTS removed_photos;
  DROP TABLE IF EXISTS removed_places;
  DROP TABLE IF EXISTS removed_faces;
  DROP TABLE IF EXISTS removed_chips;
  DROP TABLE IF EXISTS removed_thumbnails;
  DROP TABLE IF EXISTS removed_labels;
  DROP TABLE IF EXISTS removed_by;
  -- Leaves no trace of them, and gives the space of the old tables back.
  CREATE TABLE IF NOT EXISTS unerased (noted INTEGER) STRICT;

  -- What people changed; see store/journal.ts.
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    -- JSON
    parameters TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- A row of a table before and after: its key and the columns that changed, as JSON, bytes as hexadecimal digits; null: no row.
  CREATE TABLE journal_rows (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
    of_table TEXT NOT NULL,
    before TEXT,
    after TEXT
  ) STRICT;
  CREATE INDEX journal_rows_entry ON journal_rows (entry_id);
  -- The entry that is being written; only within its transaction.
  CREATE TABLE journal_open (entry_id INTEGER NOT NULL) STRICT;
  `;
