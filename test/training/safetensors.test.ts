import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import { decodeTensors, encodeTensors } from '../../src-shared/training/safetensors.ts';

describe('safetensors', () => {
  const tensor = fc.array(fc.float({ noNaN: true }), { maxLength: 20 }).map((values) => ({
    shape: [values.length],
    values: Float32Array.from(values),
  }));
  const file = fc.record({
    tensors: fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
      tensor,
    ),
    metadata: fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.string(),
    ),
  });

  test('come back as they went in', () => {
    fc.assert(
      fc.property(file, (content) => {
        const { tensors, metadata } = decodeTensors(encodeTensors(content), 'file');
        expect({ ...tensors }).toEqual({ ...content.tensors });
        expect({ ...metadata }).toEqual({ ...content.metadata });
      }),
    );
  });

  test('are read from a part of a Node Buffer, too, as a process gets them', () => {
    const content = { tensors: { a: { shape: [2], values: Float32Array.of(1, 2) } }, metadata: {} };
    const message = Buffer.concat([Buffer.from('head'), encodeTensors(content), Buffer.from('tail')]);
    expect(decodeTensors(message.subarray(4, -4), 'part').tensors).toEqual(content.tensors);
  });

  test('any damage is a clear error or harmless, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeCheckpoint(bytes)).toThrow(/damaged|another kind/);
      }),
    );
    const whole = encodeTensors({
      tensors: { a: { shape: [3], values: Float32Array.of(1, 2, 3) } },
      metadata: {},
    });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeTensors(whole.subarray(0, length), 'cut')).toThrow('cut is damaged');
    }
  });
});
