/** What people note of runs: see migrations.ts. */
export const runNotes = `
  CREATE TABLE run_notes (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    -- A list as JSON.
    tags TEXT NOT NULL,
    note TEXT NOT NULL
  ) STRICT;
`;
