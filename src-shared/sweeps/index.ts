export { type Candidate, candidatesOf, countCandidates, variableSettings } from './candidates.ts';
export { sweepCsv } from './csv.ts';
export { plusMinus } from './figures.ts';
export { importanceOf } from './importance.ts';
export { type SweepPeople, sweepPeople } from './people.ts';
export { countTrials, nextTrials, type Rung, rungsOf, type Trial } from './rungs.ts';
export { choose, type Judged, judgedOf, measureOf, rank } from './standings.ts';
