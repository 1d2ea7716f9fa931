const english = new Intl.PluralRules('en');

/**
 * A count with its noun in English: "1 person", "2 people", "0 people". Japanese has one form and does not need it.
 * @param one the form for a single one.
 * @param other the form for all other counts.
 */
export function counted(count: number, one: string, other: string): string {
  return `${count} ${english.select(count) === 'one' ? one : other}`;
}
