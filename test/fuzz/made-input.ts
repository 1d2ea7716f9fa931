/** Values that a schema of the contract takes, or nearly takes. */
import type { z } from 'zod';
import type { Random } from '../../src-shared/random.ts';

/** Parts of a schema, as zod has them. */
interface Definition {
  type: string;
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  shape?: Readonly<Record<string, z.core.$ZodType>>;
  options?: readonly z.core.$ZodType[];
  entries?: Readonly<Record<string, string>>;
  values?: readonly unknown[];
}

const numbers = [
  0,
  1,
  2,
  3,
  5,
  -1,
  0.5,
  256,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e300,
  NaN,
  Infinity,
];
const texts = [
  ...[
    '',
    'Ada',
    's01',
    '写真',
    '../../etc/passwd',
    '/proc/self/environ',
    '/dev/null',
    '%00',
    'a\0b',
    '\u202e',
  ],
  ...['__proto__', 'constructor', "'; DROP TABLE people; --", 'x'.repeat(5000), '=1+1', '\ud800'],
];
const strange: readonly unknown[] = [
  null,
  undefined,
  true,
  [],
  {},
  [[[[]]]],
  { __proto__: null },
  new Uint8Array(3),
  new Date(0),
];

/** One that it takes in kind, with edges in the place of values; now and then something else. */
export function madeInput(schema: z.core.$ZodType, random: Random): unknown {
  const one = <T>(from: readonly T[]) => from[random.integer(from.length)]!;
  if (random.uniform() < 0.03) return one([...strange, ...numbers, ...texts]);
  const def = schema._zod.def as Definition;
  const inner = () => madeInput(def.innerType!, random);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape!)
          .filter(() => random.uniform() < 0.97)
          .map(([name, part]) => [name, madeInput(part, random)]),
      );
    case 'array': {
      const length = one([0, 1, 2, 3, 136, 256]);
      return Array.from({ length }, () => madeInput(def.element!, random));
    }
    case 'string':
      return one(texts);
    case 'number':
      // Mostly a number that something may have.
      return random.uniform() < 0.7 ? 1 + random.integer(12) : one(numbers);
    case 'boolean':
      return random.uniform() < 0.5;
    case 'enum':
      return one(Object.values(def.entries!));
    case 'literal':
      return one(def.values!);
    case 'union':
      return madeInput(one(def.options!), random);
    case 'custom':
      return new Uint8Array(one([0, 1, 100, 56 * 56, 150 * 150 * 3])).fill(random.integer(256));
    case 'nullable':
      return random.uniform() < 0.2 ? null : inner();
    case 'optional':
    case 'default':
    case 'prefault':
      return random.uniform() < 0.2 ? undefined : inner();
    default:
      return undefined;
  }
}
