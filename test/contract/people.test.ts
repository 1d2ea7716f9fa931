import { expect, test } from 'vitest';
import { methods, parseInput } from '../../src-shared/contract/index.ts';

const enrol = (name: string) =>
  parseInput(methods['people.rename'].input, { name, personId: 1 }, 'people.rename');

test.each(['Ada\0', 'Ada\x1b[31m', 'Ada\nEve', 'Ada\x9b'])(
  'a name with control characters is refused: %j',
  (name) => {
    expect(() => enrol(name)).toThrow('has control characters');
  },
);

test.each(['Ada Lovelace', 'Zoë', '夏目漱石', 'שרה', "O'Neill"])(
  'a name of any script is taken: %s',
  (name) => {
    expect(enrol(` ${name} `)).toMatchObject({ name });
  },
);
