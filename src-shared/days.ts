/** Days of the calendar, as texts such as 2027-01-31, which sort as they follow each other. */

const msPerDay = 86_400_000;
const textOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The day of a moment, by the clock of this machine. */
export function dayOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** A day so many days later. */
export function laterDay(day: string, days: number): string {
  return textOf(Date.parse(day) + days * msPerDay);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);
}

/** The same day of a month so many months before, or the last of that month if it is shorter. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return textOf(Date.UTC(year, month - 1 - months, Math.min(date, lastOfMonth)));
}
