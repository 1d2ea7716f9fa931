/** Compares evaluations that were made apart, on the same faces: each figure's difference with its interval over the same people. */
import { createHash } from 'node:crypto';
import type {
  ComparedFigure,
  EvaluationComparison,
  EvaluationResult,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { citedRates, type Draws, pairedDifference } from '../../src-shared/recognition/index.ts';
import { findComparable } from '../store/evaluations.ts';
import { type PairingPart, packDraws, unpackDraws } from '../store/pairing.ts';
import type { Store } from '../store/store.ts';
import type { JudgedFace } from './evaluated-heads.ts';

type Part = 'search' | 'pairs';
type FigureName = PairingPart['figures'][number]['name'];

/** What each draw gave, of each head. */
export interface DrawnFigure {
  name: FigureName;
  at: number | null;
  drawn: readonly Draws[];
  people?: number;
}

/** @param dealt places of the faces, as they were dealt. @returns what tells those that are compared from others. */
export function hashOfDeal(faces: readonly JudgedFace[], dealt: unknown): string {
  const numbers = new Map([...new Set(faces.map(({ person }) => person))].map((person, i) => [person, i]));
  // Without names: those may change, and are nobody's business here.
  const who = faces.map(({ faceId, identity, person }) => [identity ?? faceId, numbers.get(person)]);
  return createHash('sha256')
    .update(JSON.stringify([who, dealt]))
    .digest('hex');
}

/**
 * What is kept of a part so that it can be compared later.
 * @param faces hash of those that are compared, and how. @param people whom the figures rest on.
 * @param figures of each head what each draw of people gave; `at`: the rate, or null; `people`: whom it rests on, if on others.
 */
export function pairingPart(faces: string, people: number, figures: readonly DrawnFigure[]): PairingPart {
  return {
    faces,
    people,
    figures: figures
      .filter(({ at }) => at === null || citedRates.some((rate) => rate === at))
      .map(({ drawn, people = null, ...figure }) => ({ ...figure, people, ...packDraws(drawn) })),
  };
}

/** @throws TammesError 'evaluation-unknown', 'evaluation-damaged', or 'evaluations-not-paired' with the reason. */
export function compareEvaluations({ db }: Store, firstId: number, secondId: number): EvaluationComparison {
  const both = [firstId, secondId].map((id) => findComparable(db, id));
  const [first, second] = both as [(typeof both)[number], (typeof both)[number]];
  const refuse = (reason: 'protocol' | 'older' | 'faces', name: string) => {
    throw new TammesError('evaluations-not-paired', { first: first.name, second: name, reason });
  };
  if (first.settings.protocol !== second.settings.protocol) refuse('protocol', second.name);
  const older = both.find(({ pairing }) => pairing === null);
  if (older !== undefined) refuse('older', older.name);
  const parts = (['search', 'pairs'] as const).filter((part) => {
    const [a, b] = both.map(({ pairing }) => pairing![part]);
    return a != null && b != null && a.faces === b.faces;
  });
  if (parts.length === 0) refuse('faces', second.name);
  const figures = (part: Part, from: number, to: number) =>
    parts.includes(part) ? figuresOf(part, { ...first, head: from }, { ...second, head: to }) : null;
  return {
    first: { id: first.id, name: first.name },
    second: { id: second.id, name: second.name },
    heads: second.result.heads.flatMap(({ name: head }, to) =>
      first.result.heads.map(({ name }, from) => ({
        head,
        to: name,
        search: figures('search', from, to),
        pairs: figures('pairs', from, to),
      })),
    ),
  };
}

interface Side {
  result: EvaluationResult;
  pairing: { [K in Part]: PairingPart | null } | null;
  head: number;
}

function figuresOf(part: Part, first: Side, second: Side): ComparedFigure[] {
  const [mine, other] = [first, second].map(({ pairing }) => pairing![part]!) as [PairingPart, PairingPart];
  return mine.figures.flatMap((figure) => {
    const { name, at, people } = figure;
    // Older ones have no accuracy.
    const others = other.figures.find((one) => one.name === name && one.at === at);
    if (others === undefined || (name === 'accuracy' && !haveSameFolds(first, second))) return [];
    const [a, b] = [first, second].map((side) => foundFigure(side, part, name, at));
    const difference = pairedDifference(
      { value: a!.value, drawn: unpackDraws(figure, first.head) },
      { value: b!.value, drawn: unpackDraws(others, second.head) },
      people ?? mine.people,
    );
    return [{ figure: name, at, first: a!, second: b!, difference }];
  });
}

/** Whether two lists of the same pairs have them in the same folds, each with a threshold of its own. */
function haveSameFolds(...sides: readonly Side[]): boolean {
  const [first, second] = sides.map(({ result, head }) =>
    JSON.stringify(result.pairs?.heads[head]?.accuracy?.folds.map(({ fold, of }) => [fold, of])),
  );
  return first === second;
}

/** A figure as the evaluation has it. */
function foundFigure(
  { result, head }: Side,
  part: Part,
  name: FigureName,
  at: number | null,
): ComparedFigure['first'] {
  const { points, ...others } = result[part]!.heads[head]!;
  const found: ComparedFigure['first'] =
    at === null
      ? (others as Partial<Record<FigureName, ComparedFigure['first']>>)[name]!
      : points.find(({ rate }) => rate === at)!;
  const { value, interval, standardDeviation } = found;
  return { value, interval, ...(standardDeviation !== undefined && { standardDeviation }) };
}
