/** Judges thresholds and probabilities in open-set identification: each draw is calibrated on its enrolled faces and searched. */
import { falseAcceptPresets, type OpenSetEvaluation } from '../../src-shared/contract/index.ts';
import { numbered } from '../../src-shared/numbered.ts';
import {
  calibrate,
  fallbacks,
  Gallery,
  GalleryScores,
  openSetPrior,
  outcomesOf,
  type Prediction,
  reliabilityOf,
  type searchAll,
} from '../../src-shared/recognition/index.ts';
import { createFlatIndex } from '../compute/flat-index.ts';
import { overDraws } from './draws.ts';

const rates = Object.values(falseAcceptPresets);

/** What was stated of a search. */
interface SearchPrediction extends Prediction {
  /** Whether it was for somebody who is not enrolled, and its place among those searches. */
  isStranger: boolean;
  place: number;
}

/** What a draw's calibration came to. */
export interface CalibrationDraw {
  /** Null if nothing is known of how the head's scores spread. */
  predictions: SearchPrediction[] | null;
  rates: { wanted: number; counted: boolean; falseAlarm: number; detection: number }[];
}

/** A draw's faces; those without an embedding have none. */
export interface DrawnFaces {
  enrolled: readonly { person: string; embedding: Float32Array | null }[];
  /** Searches for the other photos of the enrolled people, and for strangers. */
  known: ReturnType<typeof searchAll>;
  strangers: ReturnType<typeof searchAll>;
}

/** Calibrates on the enrolled faces as `match` does, and judges that by the searches. */
export async function testCalibration(
  { enrolled, known, strangers }: DrawnFaces,
  dim: number,
  isPretrained: boolean,
): Promise<CalibrationDraw> {
  const { thresholdAt, probabilityOf } = calibrate(
    await scoresOf(enrolled, dim),
    isPretrained ? fallbacks.pretrained : fallbacks.trained,
  );
  const outcomes = outcomesOf(
    known.flatMap(({ best, rank }) => (best === null ? [] : [{ score: best, right: rank === 1 }])),
    strangers.flatMap(({ best }) => best ?? []),
  );
  const searches = [known, strangers].flatMap((some, kind) =>
    some.flatMap(({ best }, place) => (best === null ? [] : [{ isStranger: kind === 1, place }])),
  );
  const predictions = outcomes.map(({ score, right, weight }, i) => ({
    probability: probabilityOf(score),
    right,
    weight,
    ...searches[i]!,
  }));
  return {
    predictions: predictions.every((one): one is SearchPrediction => one.probability !== null)
      ? predictions
      : null,
    rates: rates.map((wanted) => {
      const { cosine, source } = thresholdAt(wanted);
      const passes = ({ best }: { best: number | null }) => best !== null && best >= cosine;
      return {
        wanted,
        counted: source === 'library',
        falseAlarm: strangers.filter(passes).length / strangers.length,
        detection: known.filter((search) => search.rank === 1 && passes(search)).length / known.length,
      };
    }),
  };
}

async function scoresOf(enrolled: DrawnFaces['enrolled'], dim: number) {
  const gallery = new Gallery(dim, createFlatIndex(dim));
  const numbers = numbered(enrolled.flatMap(({ person, embedding }) => (embedding === null ? [] : [person])));
  for (const [faceId, { person, embedding }] of enrolled.entries()) {
    if (embedding === null) continue;
    gallery.set(faceId, numbers.get(person)!, embedding);
  }
  const scores = new GalleryScores(gallery, () => true);
  await scores.update(gallery.refreshDirections());
  gallery.close();
  return scores.scores();
}

/** How the probabilities of all draws hold together; null: some draw has none. */
export function reliabilityOfDraws(draws: readonly CalibrationDraw[]) {
  const predictions = draws.flatMap(({ predictions }, draw) =>
    predictions === null ? [] : [predictions.map((one) => ({ ...one, draw }))],
  );
  return predictions.length === draws.length ? reliabilityOf(predictions.flat()) : null;
}

/** Over all draws. */
export function summariseCalibration(draws: readonly CalibrationDraw[]): OpenSetEvaluation['calibration'] {
  const predictions = draws.flatMap((draw) => (draw.predictions === null ? [] : [draw.predictions]));
  const isKnown = predictions.length === draws.length;
  const each = predictions.map((predicted) => reliabilityOf(predicted));
  return {
    prior: openSetPrior,
    ece: isKnown ? overDraws(each.map(({ ece }) => ece)) : null,
    logLoss: isKnown ? overDraws(each.map(({ logLoss }) => logLoss)) : null,
    bins: (reliabilityOfDraws(draws)?.bins ?? []).map(({ members: _, ...bin }) => bin),
    rates: rates.map((wanted, i) => {
      const atRate = draws.map((draw) => draw.rates[i]!);
      return {
        wanted,
        falseAlarm: overDraws(atRate.map(({ falseAlarm }) => falseAlarm)),
        detection: overDraws(atRate.map(({ detection }) => detection)),
        counted: atRate.filter(({ counted }) => counted).length,
      };
    }),
  };
}
