import { pretrainedWeights as weightsOf } from '../../src-shared/vision/index.ts';
import { readModels } from './models.ts';

/** The backbone's own last layer, 256x128: see `pretrainedHead`. */
export async function readPretrainedWeights(): Promise<Float32Array> {
  return weightsOf(await readModels());
}
