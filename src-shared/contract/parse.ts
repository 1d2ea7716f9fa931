import { z } from 'zod';
import { TammesError } from '../errors/index.ts';

/** What people call a field: a schema says it with `.meta({ titles: { en, ja } })`. */
const titlesSchema = z.object({ en: z.string(), ja: z.string() });

/**
 * A value as its schema has it, defaults filled in.
 * @param what is being read, for messages on a field without a title.
 * @throws TammesError 'bad-input' that names the first thing that is wrong.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = { what, field: issue.path.join('.'), title: titleAt(schema, issue.path) };
  if (issue.code === 'unrecognized_keys')
    throw new TammesError('keys-unknown', { ...field, keys: issue.keys, known: keysAt(schema, issue.path) });
  throw refusal(issue, field, value);
}

type Field = { what: string; field: string; title: z.infer<typeof titlesSchema> | null };

function refusal(issue: z.core.$ZodIssue, field: Field, value: unknown): TammesError {
  switch (issue.code) {
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin === 'string') return new TammesError('text-blank', field);
      if (issue.origin === 'array') return new TammesError('list-too-short', { ...field, least });
      return new TammesError('value-too-small', { ...field, least, inclusive: issue.inclusive ?? true });
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      if (issue.origin === 'string') return new TammesError('text-too-long', { ...field, most });
      if (issue.origin === 'array') return new TammesError('list-too-long', { ...field, most });
      return new TammesError('value-too-large', { ...field, most, inclusive: issue.inclusive ?? true });
    }
    case 'invalid_type': {
      const given = issue.path.reduce<unknown>(
        (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
        value,
      );
      if (given === undefined) return new TammesError('value-missing', field);
      if (issue.expected === 'int') return new TammesError('value-not-whole', field);
      return new TammesError('value-of-other-kind', { ...field, expected: kinds[issue.expected] ?? 'other' });
    }
    case 'invalid_value':
      return new TammesError('value-not-an-option', { ...field, options: issue.values.map(String) });
    default:
      return new TammesError('value-refused', { ...field, reason: issue.message });
  }
}

const kinds: Readonly<Record<string, 'number' | 'text' | 'list' | 'object' | 'yes-no'>> = {
  number: 'number',
  string: 'text',
  array: 'list',
  object: 'object',
  record: 'object',
  boolean: 'yes-no',
};

/** What the schema of a path calls it; defaults and the like lie around the schema that says it. */
function titleAt(schema: z.ZodType, path: readonly PropertyKey[]): Field['title'] {
  const [key, ...rest] = path;
  if (key === undefined) {
    const title = titlesSchema.safeParse(schema.meta()?.titles);
    if (title.success) return title.data;
  } else if (schema instanceof z.ZodObject) {
    const inner: z.ZodType | undefined = schema.shape[String(key)];
    return inner === undefined ? null : titleAt(inner, rest);
  }
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType === undefined ? null : titleAt(innerType, path);
}

/** The keys that an object may have. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(schema.shape);
    const inner: z.ZodType | undefined = schema.shape[String(key)];
    return inner === undefined ? [] : keysAt(inner, rest);
  }
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType === undefined ? [] : keysAt(innerType, path);
}
