import { expect, test } from 'vitest';
import { tammes } from '../helpers/cli.ts';

import { madeUpLibrary } from '../helpers/made-up-library.ts';

test('the spread of a trained head is printed with its ratio to the bound', async () => {
  const library = await madeUpLibrary(6, 3);
  await tammes(['train', '--loss', 'arcface', '--epochs', '30', '--lr', '0.01', '--library', library]);
  const { code, stdout } = await tammes(['sphere', '--head', 'arcface-1', '--library', library, '--json']);
  expect(code).toBe(0);
  const { spread, source } = JSON.parse(stdout);
  expect(source).toBe('learned');
  expect(spread).toMatchObject({ count: 6, dim: 128, optimum: { status: 'proven' } });
  expect(spread.optimum.angle).toBeCloseTo((Math.acos(-1 / 5) * 180) / Math.PI, 9);
  expect(spread.ratio).toBeGreaterThan(0.5);
});
