/** Sweeps and their trials: see migrations.ts. */
export const keptSweeps = `
  CREATE TABLE sweeps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As JSON; what the sweep is made on names nobody.
    plan TEXT NOT NULL,
    facts TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'cancelled', 'failed', 'interrupted')),
    -- The process that works on it.
    process INTEGER,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    -- Worked on it, without the time between a stop and a resumption.
    seconds REAL NOT NULL DEFAULT 0,
    -- What hidden people say of the chosen candidate, as JSON.
    hidden TEXT
  ) STRICT;
  CREATE TABLE sweep_trials (
    sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
    -- From 0, and from 1.
    candidate INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    -- What each fold says of it, as JSON.
    result TEXT NOT NULL,
    PRIMARY KEY (sweep_id, candidate, seed)
  ) STRICT;
`;
