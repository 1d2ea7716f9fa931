/** What all commands print with: results, tables, progress and errors. */
import { Option } from 'commander';
import stringWidth from 'string-width';
import type { z } from 'zod';
import { type Failure, toEnglish } from '../../src-shared/errors/index.ts';
import { defaultLibrary } from '../default-library.ts';
import { visible } from './visible.ts';

export const libraryOption = () =>
  new Option('--library <dir>', 'folder of the library; it is made if there is none').default(defaultLibrary);

/** `--json`, and the schema of what it prints, which `tammes schema` publishes. */
export class JsonOption extends Option {
  readonly answer: z.ZodType;

  constructor(answer: z.ZodType) {
    super('--json', 'print the result as JSON, see tammes schema');
    this.answer = answer;
  }
}

/** @param answer schema of what `print` prints; a union if the command has several answers. */
export const jsonOption = (answer: z.ZodType) => new JsonOption(answer);

/**
 * Prints a result: as JSON, or as `text` writes it; characters that a terminal would obey are escaped.
 * @param answer the command's schema: the compiler holds the result to it.
 */
export function print<S extends z.ZodType>(
  json: boolean | undefined,
  _answer: S,
  result: z.output<S>,
  text: () => string,
): void {
  process.stdout.write(`${visible(json ? JSON.stringify(result, null, 2) : text())}\n`);
}

/** Says on standard error what went wrong and what to do; an unexpected error with its stack. */
export function reportFailure(failure: Failure, error: unknown): void {
  const { message, remedy } = toEnglish(failure);
  process.stderr.write(visible(`tammes: ${message}\n${remedy}\n`));
  if (failure.code === 'internal' && error instanceof Error)
    process.stderr.write(visible(`${error.stack}\n`));
}

/** Rows in columns as wide as their widest cell, as a terminal counts: kanji take two places. The first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => visible(String(cell)).replaceAll('\n', '\\n')));
  const widths = cells[0]!.map((_, column) =>
    cells.reduce((most, row) => Math.max(most, stringWidth(row[column]!)), 0),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat(widths[i]! - stringWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return lines.join('\n');
}

/** A line of progress with the remaining time. */
export interface ProgressLine {
  update(done: number, note?: string): void;
  end(): void;
}

/**
 * Shows progress on standard error: one line rewritten on a terminal, a line for each tenth elsewhere.
 * @param from how much was done before the clock started; it does not count for the remaining time.
 */
export function progressLine(label: string, total: number, from = 0): ProgressLine {
  const started = performance.now();
  const { stderr } = process;
  let tenth = 0;
  let shown = false;
  return {
    update(done, note = '') {
      const elapsed = (performance.now() - started) / 1000;
      const left = done > from ? (elapsed / (done - from)) * (total - done) : Number.NaN;
      const share = total === 0 ? 1 : done / total;
      const time = Number.isFinite(left) && done < total ? `, ${duration(left)} left` : '';
      const line = visible(`${label} ${bar(share)} ${done}/${total}${time}${note && `  ${note}`}`).replaceAll(
        '\n',
        ' ',
      );
      if (stderr.isTTY) {
        stderr.write(`\r${line.slice(0, (stderr.columns ?? 80) - 1)}\x1b[K`);
        shown = true;
      } else if (Math.floor(share * 10) > tenth || !shown) {
        tenth = Math.floor(share * 10);
        shown = true;
        stderr.write(`${line}\n`);
      }
    },
    end() {
      if (stderr.isTTY && shown) stderr.write('\n');
    },
  };
}

/** Shows on a terminal a count whose total is not known yet. @returns how to update and end it. */
export function countLine(label: string): { update(count: number): void; end(): void } {
  const { stderr } = process;
  return {
    update: (count) => stderr.isTTY && stderr.write(`\r${visible(label)}: ${count}\x1b[K`),
    end: () => stderr.isTTY && stderr.write('\r\x1b[K'),
  };
}

function bar(share: number): string {
  const full = Math.round(share * 20);
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`;
}

/** Seconds as "8 s" or "2 min 5 s". */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** An abort signal that Ctrl+C and `kill` set off, so that work ends in order. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
