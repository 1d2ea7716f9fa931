/** Checksums of rows: see migrations.ts. */
export const rowSeals = `
  -- A checksum of each row of each table, of the tables themselves and of their version: see store/seals.ts.
  CREATE TABLE seals (
    of_table TEXT NOT NULL,
    -- The row's key; several columns as JSON.
    row_key ANY NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (of_table, row_key)
  ) STRICT, WITHOUT ROWID;
`;
