import { describe, expect, test } from 'vitest';
import { en } from '../../../src-renderer/app/messages/en.ts';
import { ja } from '../../../src-renderer/app/messages/ja.ts';
import { losses, regularisers } from '../../../src-shared/losses/index.ts';
import { figures } from '../../../src-shared/story/index.ts';

describe('words', () => {
  test('no sentence is left untranslated', () => {
    const leaves = (node: object, path: string[] = []): [string, unknown][] =>
      Object.entries(node).flatMap(([key, value]) =>
        typeof value === 'object' && value !== null
          ? leaves(value, [...path, key])
          : [[[...path, key].join('.'), value] as [string, unknown]],
      );
    const japanese = new Map(leaves(ja));
    const same = leaves(en).filter(
      ([path, value]) => typeof value === 'string' && japanese.get(path) === value,
    );
    // Names.
    expect(Object.fromEntries(same)).toEqual({
      'backbones.colourOrders.bgr': 'BGR',
      'backbones.colourOrders.rgb': 'RGB',
      'backbones.columns.3': 'EER',
      'exports.data.formats.onnx': 'ONNX (ONNX Runtime)',
      'exports.data.formats.npz': 'npz (NumPy)',
      'exports.data.formats.safetensors': 'safetensors',
      'exports.data.formats.tfjs': 'TensorFlow.js',
      'sphere.mhe': 'MHE',
      'sphere.uniform': 'Uniform Loss',
    });
  });

  test('as many figures are promised as the story has', () => {
    expect(figures).toHaveLength(9);
    expect(en.firstRun.story.text).toMatch(/^Nine figures /);
    expect(en.story.intro).toContain('nine interactive figures');
    expect(ja.firstRun.story.text).toMatch(/^九つの図/);
    expect(ja.story.intro).toContain(' 9 つの図');
  });

  test('every loss, regulariser and parameter is explained in both languages', () => {
    for (const { summary, parameters } of [...losses, ...regularisers]) {
      const texts = [
        summary,
        ...Object.values(parameters).flatMap((p) => [
          p.title,
          p.description,
          ...(p.kind === 'choice' ? p.options.flatMap(({ title, description }) => [title, description]) : []),
        ]),
      ];
      for (const { en: english, ja: own } of texts) {
        expect(english.length).toBeGreaterThan(1);
        expect(own).toMatch(/[ぁ-んァ-ヶ一-龠α-ω]/);
      }
    }
  });
});
