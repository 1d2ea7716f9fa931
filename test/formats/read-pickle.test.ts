import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, readPickle } from '../../src-main/formats/read-pickle.ts';

/** `([b'a', b'b', b'c', the first again], [True, False])`, pickled by Python. */
const pickled: Readonly<Record<string, string>> = {
  'Python 2': 'gAJdcQEoVQFhcQJVAWJUAQAAAGNVAWFlXXEDKIiJZYZxBC4=',
  'protocol 3': 'gANdcQAoQwFhcQFDAWJxAkMBY3EDaAFlXXEEKIiJZYZxBS4=',
  'protocol 4': 'gASVGwAAAAAAAABdlChDAWGUQwFilEMBY5RoAWVdlCiIiWWGlC4=',
};
/** `(print, True)`, and bytes as Python 3 writes them in protocol 2: both name a function to be called. */
const programs = [
  'gASVGQAAAAAAAACMCGJ1aWx0aW5zlIwFcHJpbnSUk5SIhpQu',
  'gAJjX2NvZGVjcwplbmNvZGUKcQBYAQAAAGFxAVgGAAAAbGF0aW4xcQKGcQNScQQu',
];
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

describe('a pickle of bytes and truth values', () => {
  test.each(Object.entries(pickled))('of %s is read', (_, base64) => {
    const letters = ['a', 'b', 'c', 'a'].map((letter) => Uint8Array.of(letter.charCodeAt(0)));
    expect(readPickle(bytesOf(base64))).toEqual([letters, [true, false]]);
  });

  test('that would call something is refused', () => {
    for (const base64 of programs) expect(() => readPickle(bytesOf(base64))).toThrow(Refusal);
  });

  test('that is cut off is an error at each place', () => {
    for (const base64 of Object.values(pickled)) {
      const bytes = bytesOf(base64);
      for (let end = 0; end < bytes.length; end++) expect(() => readPickle(bytes.subarray(0, end))).toThrow();
    }
  });

  test('that is damaged is read or refused, without harm', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(pickled)),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (base64, edits) => {
          const bytes = bytesOf(base64);
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          try {
            readPickle(bytes);
          } catch (error) {
            // Never one of JavaScript's own, such as a RangeError.
            expect((error as Error).constructor === Error || error instanceof Refusal).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
