/** Tables for spreadsheets. */

/** What a spreadsheet would take for a formula, and carry out. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180). Names and paths come from anywhere: text that a spreadsheet would take for a formula gets an
 * apostrophe in front, as OWASP advises against CSV injection; numbers stay numbers.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text with an apostrophe in front if a spreadsheet would take it for a formula. */
export const guarded = (text: string) => (formula.test(text) ? `'${text}` : text);
