/** The first line of an error's message, without the full stop or colon at its end. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.trim().replace(/[.:]$/, '');
}
