/** The head of the backbone in use that nobody trained here. */
import { type Head, identityLayer, pretrainedHead } from '../../src-shared/training/index.ts';
import { currentBackbone } from '../store/backbones.ts';
import type { Database } from '../store/sql.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';

/** The last layer of the built-in backbone; of another one, whose features are embeddings, each number as it is. @returns row by row */
export async function plainLayer(db: Database): Promise<Float32Array> {
  const { id, size } = currentBackbone(db);
  return id === 0 ? readPretrainedWeights() : identityLayer(size);
}

/** The same as a head. */
export async function plainHead(db: Database): Promise<Head> {
  return pretrainedHead(await plainLayer(db), currentBackbone(db).size);
}
