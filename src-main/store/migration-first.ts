/** The tables of the first version: see migrations.ts. */
export const firstTables = `
  -- One reading of a folder, so that adding it can be undone.
  CREATE TABLE scans (
    id INTEGER PRIMARY KEY,
    folder TEXT NOT NULL,
    started_at TEXT NOT NULL
  ) STRICT;

  -- A photo that was read, or could not be: status says which.
  CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    -- Absolute path; for a face enrolled from outside the library, 'enrolled:' and its name.
    path TEXT NOT NULL UNIQUE,
    scan_id INTEGER REFERENCES scans (id) ON DELETE SET NULL,
    -- Size and time of the file when it was read: a changed file is read again.
    size INTEGER NOT NULL,
    modified REAL NOT NULL,
    -- SHA-256 of the file's bytes.
    hash TEXT,
    width INTEGER,
    height INTEGER,
    status TEXT NOT NULL CHECK (status IN ('read', 'failed')),
    code TEXT,
    message TEXT,
    remedy TEXT,
    read_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE faces (
    id INTEGER PRIMARY KEY,
    photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
    score REAL NOT NULL,
    -- 68 points as float32 x and y in turn.
    landmarks BLOB NOT NULL,
    size REAL NOT NULL, sharpness REAL NOT NULL, brightness REAL NOT NULL,
    -- 256 float32.
    feature BLOB NOT NULL
  ) STRICT;
  CREATE INDEX faces_photo ON faces (photo_id);

  -- Apart from faces, so that reading features does not pull pictures through memory.
  CREATE TABLE chips (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    webp BLOB NOT NULL
  ) STRICT;

  CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE labels (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('folder', 'enrolment'))
  ) STRICT;
  CREATE INDEX labels_person ON labels (person_id);

  -- One enrolment adds faces of one person to the gallery, and can be undone.
  CREATE TABLE enrolments (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    made_person INTEGER NOT NULL,
    enrolled_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE gallery (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    enrolment_id INTEGER NOT NULL REFERENCES enrolments (id) ON DELETE CASCADE,
    -- The label that the face had before, for undo; null when it had none.
    previous_person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    previous_source TEXT,
    -- The photo that the enrolment itself brought in, for undo.
    made_photo_id INTEGER REFERENCES photos (id) ON DELETE SET NULL
  ) STRICT;
  CREATE INDEX gallery_person ON gallery (person_id);

  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    spec TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'cancelled', 'failed', 'interrupted')),
    -- Process that runs it: when that is gone, so is the run.
    process INTEGER,
    started_at TEXT NOT NULL,
    finished_at TEXT
  ) STRICT;

  CREATE TABLE heads (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    dim INTEGER NOT NULL,
    loss TEXT,
    run_id INTEGER UNIQUE REFERENCES runs (id) ON DELETE CASCADE,
    has_centres INTEGER NOT NULL,
    -- SHA-256 of data.
    hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- safetensors
    data BLOB NOT NULL
  ) STRICT;
`;
