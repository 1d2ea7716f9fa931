/** Exports of heads and of data of faces: see migrations.ts. */
export const dataExports = `
  -- As before, and with two more kinds: heads, which name nobody, and data that names people.
  CREATE TABLE new_exports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sort', 'xmp', 'person', 'head', 'data')),
    folder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  INSERT INTO new_exports SELECT id, kind, folder, made_at, undone_at FROM exports;
  DROP TABLE exports;
  ALTER TABLE new_exports RENAME TO exports;
`;
