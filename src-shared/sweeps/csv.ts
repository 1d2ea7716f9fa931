import { type SweepReport, sweepMeasures } from '../contract/index.ts';
import { toCsv } from '../csv.ts';

/** The table of a sweep for spreadsheets and notebooks: a line a candidate, the best first; gains are differences of shares. */
export function sweepCsv({ rows, base }: Pick<SweepReport, 'rows' | 'base'>): string {
  const settings = [...new Set(rows.flatMap((row) => Object.keys(row.settings)))];
  const ofMeasures = (name: string) => sweepMeasures.map((measure) => `${name} ${measure}`);
  const heading = [
    ...['candidate', 'loss', ...settings, 'seeds', 'stopped', 'share'],
    ...[
      ...ofMeasures('gain'),
      ...ofMeasures('error'),
      ...ofMeasures('furthest gain'),
      ...ofMeasures('pretrained'),
    ],
    ...['failure', 'seconds'],
  ];
  const lines = rows.map((row) => [
    row.candidate,
    row.loss,
    ...settings.map((setting) => String(row.settings[setting] ?? '')),
    ...[row.seeds, String(row.stopped), row.share],
    ...sweepMeasures.map((_, m) => row.gains[m]?.gain ?? ''),
    ...sweepMeasures.map((_, m) => row.gains[m]?.error ?? ''),
    ...sweepMeasures.map((_, m) => row.furthest[m]?.gain ?? ''),
    ...sweepMeasures.map((_, m) => base?.[m] ?? ''),
    ...[row.failure?.problem ?? '', row.seconds],
  ]);
  return toCsv([heading, ...lines]);
}
