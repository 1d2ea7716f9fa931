import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methods } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { openWindow } from '../helpers/window.ts';

const { services } = await openWindow();

describe('the contract', () => {
  test('any method and input is answered or refused with a TammesError that is no fault', async () => {
    // Those that start long work or read the disk where they are told to are tried with what no schema takes.
    const names = Object.keys(methods).filter(
      (name) => !['training.start', 'library.beginScan'].includes(name),
    );
    const method = fc.oneof(fc.constantFrom(...names), fc.string());
    await fc.assert(
      fc.asyncProperty(method, fc.anything({ maxDepth: 2 }), async (name, input) => {
        const answer: unknown = await services.call(name, input).catch((error: unknown) => error);
        if (!(answer instanceof Error)) return;
        expect(answer).toBeInstanceOf(TammesError);
        expect((answer as TammesError).code).not.toBe('internal');
      }),
      { numRuns: 400 },
    );
  });
});
