import type { z } from 'zod';
import { TammesError } from '../errors/index.ts';

/**
 * A value as its schema has it, defaults filled in.
 * @param what is being read, for the message.
 * @throws TammesError 'bad-input' that names the first thing that is wrong.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TammesError('input-wrong', {
    what,
    field: issue?.path.join('.') ?? '',
    reason: issue?.message ?? '',
  });
}
