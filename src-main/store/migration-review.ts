/** What a review of faces keeps: see migrations.ts. */
export const keptLabels = `
  -- Names that somebody has looked at and found right: such a face is not doubted unless it gets another name.
  CREATE TABLE kept_labels (
    face_id INTEGER PRIMARY KEY REFERENCES faces (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE
  ) STRICT;
`;

const faceVersion = 'SELECT ifnull(max(version), 0) + 1 FROM face_changes';

/** A trigger that notes the face of a row. */
const noting = (table: string, id: string, event: 'INSERT' | 'DELETE' | `UPDATE OF ${string}`) => `
  CREATE TRIGGER review_${event.slice(0, 6).toLowerCase()}_${table} AFTER ${event} ON ${table} BEGIN
    INSERT INTO face_changes VALUES (${event === 'DELETE' ? 'old' : 'new'}.${id}, (${faceVersion}))
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;
  END;`;

export const faceChanges = `
  -- Which faces came, went, or changed their feature or name, the last change of each: as gallery_changes, for whoever holds groups of
  -- faces in memory.
  CREATE TABLE face_changes (
    face_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX face_changes_version ON face_changes (version);
  INSERT INTO face_changes SELECT id, 1 FROM faces;
  ${noting('faces', 'id', 'INSERT')}
  ${noting('faces', 'id', 'DELETE')}
  ${noting('faces', 'id', 'UPDATE OF feature, feature_version, ignored')}
  ${noting('labels', 'face_id', 'INSERT')}
  ${noting('labels', 'face_id', 'DELETE')}
  ${noting('labels', 'face_id', 'UPDATE OF person_id')}
`;
