/** The losses: one file each. The interface, the command line and the tests read these lists. */
import { TammesError } from '../errors/index.ts';
import { adacos } from './adacos.ts';
import { adaface } from './adaface.ts';
import { arcface } from './arcface.ts';
import { centerLoss } from './center-loss.ts';
import { circleClass } from './circle-class.ts';
import { circlePair } from './circle-pair.ts';
import { combinedMargin } from './combined-margin.ts';
import { contrastive } from './contrastive.ts';
import { cosface } from './cosface.ts';
import { curricularface } from './curricularface.ts';
import { elasticface } from './elasticface.ts';
import { magface } from './magface.ts';
import { modifiedSoftmax } from './modified-softmax.ts';
import { normface } from './normface.ts';
import { p2sgrad } from './p2sgrad.ts';
import type { Loss } from './parts/loss.ts';
import { proxyAnchor } from './proxy-anchor.ts';
import { mhe } from './regularisers/mhe.ts';
import { hasCentres, type Regulariser, regularised } from './regularisers/regulariser.ts';
import { uniform } from './regularisers/uniform.ts';
import { softmax } from './softmax.ts';
import { sphereface } from './sphereface.ts';
import { spherefaceR } from './sphereface-r.ts';
import { sphereface2 } from './sphereface2.ts';
import { subcenterArcface } from './subcenter-arcface.ts';
import { supcon } from './supcon.ts';
import { triplet } from './triplet.ts';
import { uniformface } from './uniformface.ts';
import { vpl } from './vpl.ts';

export { type CosineLoss, isCosineLoss } from './parts/cosine-loss.ts';
export {
  type GradientLengths,
  gradientLengths,
  insideAngle,
  type LengthQuestion,
} from './parts/gradient-lengths.ts';
export {
  type InitialTensor,
  initialTensors,
  type Loss,
  type Paper,
  type Parameter,
  type ParameterValues,
  paper,
} from './parts/loss.ts';
export { resolveParameters } from './parts/parameters.ts';
export { refusedMargin, refusedPull } from './parts/refused-pull.ts';
export { type CaseErrors, checkLosses, isRight, quantities, tolerance } from './reference/check.ts';
export { type GoldenFile, goldenFile } from './reference/golden.ts';
export { hasCentres, type Regulariser } from './regularisers/regulariser.ts';

/** In the order in which they were invented, kin beside kin. */
export const losses: readonly Loss[] = [
  contrastive,
  triplet,
  softmax,
  centerLoss,
  modifiedSoftmax,
  normface,
  sphereface,
  cosface,
  arcface,
  combinedMargin,
  uniformface,
  adacos,
  p2sgrad,
  spherefaceR,
  sphereface2,
  curricularface,
  magface,
  adaface,
  elasticface,
  subcenterArcface,
  vpl,
  circleClass,
  circlePair,
  proxyAnchor,
  supcon,
];

/** What can be added to any loss with class centres. */
export const regularisers: readonly Regulariser[] = [uniform, mhe];

/** @throws TammesError 'bad-input' that lists the losses there are. */
export function findLoss(id: string): Loss {
  return find(losses, id, 'loss-unknown');
}

/**
 * A loss as a run uses it, perhaps with a regulariser.
 * @throws TammesError 'bad-input' if no loss has that name, or it has no class centres to spread.
 */
export function composeLoss(id: string, regulariserId: string | null): Loss {
  const loss = findLoss(id);
  if (regulariserId === null) return loss;
  const regulariser = findRegulariser(regulariserId);
  if (!hasCentres(loss)) {
    throw new TammesError('regulariser-without-centres', {
      loss: loss.title,
      regulariser: regulariser.title,
    });
  }
  const clash = Object.keys(regulariser.parameters).some((name) => Object.hasOwn(loss.parameters, name));
  if (clash) {
    throw new TammesError('regulariser-contained', { loss: loss.title, regulariser: regulariser.title });
  }
  return regularised(loss, regulariser);
}

/** @throws TammesError 'bad-input' that lists the regularisers there are. */
export function findRegulariser(id: string): Regulariser {
  return find(regularisers, id, 'regulariser-unknown');
}

function find<T extends { id: string }>(
  list: readonly T[],
  id: string,
  problem: 'loss-unknown' | 'regulariser-unknown',
): T {
  const found = list.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw new TammesError(problem, { name: id, known: list.map((candidate) => candidate.id) });
}
