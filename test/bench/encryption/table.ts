/** The written part of docs/BENCHMARKS.md about encryption. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { median } from '../statistics.ts';
import { type EncryptionResult, encryptionResult } from './result.ts';

export async function writeEncryptionTables(): Promise<void> {
  const results = await readResults('encryption', encryptionResult);
  await rewriteBlock('BENCHMARKS.md', 'encryption', results.map(section).join('\n\n'));
}

function section({ header, load, faces, times, size, turnOn, turnOff, unlock }: EncryptionResult): string {
  const milliseconds = (value: number) => value.toPrecision(3);
  const seconds = (values: readonly number[]) => (median(values) / 1000).toFixed(1);
  return [
    `${header.machine.cpu}, ${measuredAt(header)}; load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after. ` +
      `${faces.toLocaleString('en')} faces; medians of ${times[0]!.clear.length} rounds in turns, milliseconds of the processor.`,
    markdownTable([
      ['work', 'in clear', 'encrypted', 'ratio', 'ratio of each round'],
      ...times.map(({ work, clear, encrypted }) => {
        const ratios = encrypted.map((value, i) => value / clear[i]!);
        const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
        return [
          work,
          milliseconds(median(clear)),
          milliseconds(median(encrypted)),
          (median(encrypted) / median(clear)).toFixed(2),
          `${least.toFixed(2)} to ${most.toFixed(2)}`,
        ];
      }),
    ]),
    `The database has ${mebibytes(size.clear)} in clear and ${mebibytes(size.encrypted)} encrypted. Turning encryption on takes ` +
      `${seconds(turnOn)} s of the processor, turning it off ${seconds(turnOff)} s, and the passphrase ${seconds(unlock)} s.`,
  ].join('\n\n');
}
