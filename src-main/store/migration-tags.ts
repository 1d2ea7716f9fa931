/** What tables say of people and photos beside names, by which heads are judged group by group: see migrations.ts. */
export const tags = `
  -- A value of a column of a table that somebody brought in. Of a person on a photo; with one of them alone: of everybody on the photo,
  -- or of the person on all photos.
  CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER REFERENCES photos (id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CHECK (photo_id IS NOT NULL OR person_id IS NOT NULL)
  ) STRICT;
  CREATE UNIQUE INDEX tags_of ON tags (name, ifnull(photo_id, 0), ifnull(person_id, 0));
  CREATE INDEX tags_photo ON tags (photo_id);
  CREATE INDEX tags_person ON tags (person_id);
`;
