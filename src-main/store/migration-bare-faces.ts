/** Faces of a shared gallery that a library keeps as its own: see bare-faces.ts. */
import { firstBare } from './face-numbers.ts';

const bump = (rows: string) => `
    INSERT INTO gallery_changes ${rows}
      ON CONFLICT (face_id) DO UPDATE SET version = excluded.version;`;
const next = '(SELECT ifnull(max(version), 0) + 1 FROM gallery_changes)';

export const bareFaces = `
  CREATE TABLE bare_faces (
    -- Never given again: the journal means those that it names.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The numbers of the face and of the gallery in the database that both come from.
    face TEXT NOT NULL UNIQUE,
    gallery TEXT NOT NULL,
    -- SHA-256 of the head, without class centres and names, that the embedding is of; and of which features the head is.
    head TEXT NOT NULL,
    feature_version INTEGER NOT NULL,
    -- Whether the head was trained on the face.
    trained_on INTEGER NOT NULL,
    -- float32
    embedding BLOB NOT NULL
  ) STRICT;
  CREATE INDEX bare_faces_person ON bare_faces (person_id);
  -- As the library's other faces, under numbers that no other face has.
  CREATE TRIGGER gallery_bare_insert AFTER INSERT ON bare_faces BEGIN${bump(`SELECT ${firstBare} + new.id, ${next} WHERE true`)}
  END;
  CREATE TRIGGER gallery_bare_update AFTER UPDATE ON bare_faces BEGIN${bump(`SELECT ${firstBare} + new.id, ${next} WHERE true`)}
  END;
  CREATE TRIGGER gallery_bare_delete AFTER DELETE ON bare_faces BEGIN${bump(`SELECT ${firstBare} + old.id, ${next} WHERE true`)}
  END;
  CREATE TRIGGER gallery_bare_stranger AFTER UPDATE OF ignored ON people WHEN old.ignored <> new.ignored BEGIN${bump(`SELECT ${firstBare} + id, ${next} FROM bare_faces WHERE person_id = new.id`)}
  END;
`;
