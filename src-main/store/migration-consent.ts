/** Consent of people, and exports of one person: see migrations.ts. */
export const consentAndPersonExports = `
  -- Who consented to be in the library, for whom and how; the day on which that was, and the last day on which it counts, as
  -- 2027-01-31. Empty and null: not noted, and without an end.
  ALTER TABLE people ADD COLUMN consent TEXT NOT NULL DEFAULT '';
  ALTER TABLE people ADD COLUMN consent_given TEXT;
  ALTER TABLE people ADD COLUMN consent_until TEXT;

  -- As before, and with one more kind: all about one person.
  CREATE TABLE new_exports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sort', 'xmp', 'person')),
    folder TEXT NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  INSERT INTO new_exports SELECT id, kind, folder, made_at, undone_at FROM exports;
  DROP TABLE exports;
  ALTER TABLE new_exports RENAME TO exports;
`;
