/** A kept evaluation in words, as a table for spreadsheets, as JSON, and as a page that stands alone. */
export { evaluationCsv, evaluationJson } from './csv.ts';
export {
  countedOn,
  ends,
  gapSentence,
  type HeadFigures,
  lostWords,
  percent,
  plainPercent,
  pointEnds,
} from './figures.ts';
export { evaluationReport } from './report.ts';
export { reportEn } from './words-en.ts';
export { reportJa } from './words-ja.ts';
