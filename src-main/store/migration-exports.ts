/** What was written outside of the library: see migrations.ts. */
export const exportedFiles = `
  -- Files that were written outside of the library, copies of photos and sidecar files, so that this can be undone.
  CREATE TABLE exports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sort', 'xmp')),
    -- Where they lie; empty: beside the photos.
    folder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  CREATE TABLE exported_files (
    id INTEGER PRIMARY KEY,
    export_id INTEGER NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    -- SHA-256 of what was written; null: a folder that was made.
    hash TEXT,
    -- What the file held before; null: there was none.
    previous BLOB
  ) STRICT;
  CREATE INDEX exported_files_export ON exported_files (export_id);
`;
