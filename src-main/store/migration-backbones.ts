/** Networks that people bring, and features of several backbones: see migrations.ts. */
export const broughtBackbones = `
  -- Networks beside the built-in backbone, which is 0. Ids are never given again: features and heads mean those that they name.
  CREATE TABLE backbones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    -- How it is run, as JSON: backboneDescriptor in src-shared/contract.
    descriptor TEXT NOT NULL,
    -- Numbers of a feature.
    size INTEGER NOT NULL,
    -- SHA-256 and bytes of its file, backbones/HASH.onnx in the library's folder.
    hash TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    -- How well it tells people apart, as JSON; null: too few people to say.
    proof TEXT
  ) STRICT;
  -- Features of the backbones that are not in use. Those of the one in use are in faces; its feature_version there is 1000 and its id.
  CREATE TABLE kept_features (
    face_id INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE,
    backbone_id INTEGER NOT NULL,
    feature_version INTEGER NOT NULL,
    feature BLOB NOT NULL,
    PRIMARY KEY (face_id, backbone_id)
  ) STRICT;
  CREATE INDEX kept_features_backbone ON kept_features (backbone_id);
  -- Whose features it maps.
  ALTER TABLE heads ADD COLUMN backbone_id INTEGER NOT NULL DEFAULT 0;
`;
