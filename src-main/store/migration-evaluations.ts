/** Evaluations that are kept: see migrations.ts. */
export const keptEvaluations = `
  CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    -- Settings, figures and the numbers of faces that they are made of, as JSON. It names nobody.
    result TEXT NOT NULL
  ) STRICT;
`;
