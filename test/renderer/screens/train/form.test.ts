import { describe, expect, test } from 'vitest';
import {
  choose,
  defaultForm,
  type FormValues,
  formOfSpec,
  lossGroups,
  regularisersFor,
  type SettingTexts,
  specOf,
} from '../../../../src-renderer/screens/train/form.ts';
import { trainSpec } from '../../../../src-shared/contract/index.ts';
import { findLoss, losses } from '../../../../src-shared/losses/index.ts';
import { recipeNames, withRecipe } from '../../../../src-shared/training/index.ts';

describe('the training form', () => {
  const withSettings = (settings: Partial<SettingTexts>, rest: Partial<FormValues> = {}): FormValues => {
    const form = defaultForm();
    return { ...form, ...rest, settings: { ...form.settings, ...settings } };
  };

  test('sends the contract’s defaults as they are', () => {
    expect(specOf(defaultForm())).toEqual(trainSpec.parse(withRecipe({ loss: 'cosface' })));
  });

  test('takes the recipe of the loss that is chosen, and keeps what no recipe decides', () => {
    const form = withSettings(
      { 'head.dim': '64', seed: '7' },
      { parameters: { scale: '99', mheWeight: '2' } },
    );
    for (const { id } of losses) {
      for (const recipe of recipeNames) {
        const chosen = choose(form, { loss: id, recipe });
        expect(chosen).toMatchObject({
          settings: { 'head.dim': '64', seed: '7' },
          parameters: { mheWeight: '2' },
        });
        const spec = trainSpec.parse(withRecipe({ loss: id, seed: 7, head: { dim: 64 } }, recipe));
        expect(specOf(chosen)).toEqual(spec);
      }
    }
  });

  test('sends only the parameters of the loss that is chosen, numbers as numbers', () => {
    const form = {
      ...defaultForm(),
      loss: 'arcface',
      parameters: { scale: '30', margin: '0.4', mode: 'easy' },
    };
    expect(specOf(form).parameters).toEqual({ scale: 30, margin: 0.4, mode: 'easy' });
    expect(specOf({ ...form, loss: 'normface' }).parameters).toEqual({ scale: 30 });
    expect(specOf({ ...form, loss: 'softmax' }).parameters).toEqual({});
  });

  test('leaves out faces with a tag, whichever loss and recipe are chosen', () => {
    const form = { ...defaultForm(), without: { name: 'doubtful', value: null } };
    expect(specOf(choose(form, { loss: 'arcface', recipe: 'paper' })).without).toEqual(form.without);
    expect(formOfSpec(specOf(form)).without).toEqual(form.without);
  });

  test('takes every entry to its place in the spec', () => {
    const form = withSettings(
      {
        'head.kind': 'mlp',
        'head.batchNorm': true,
        'head.dropout': '0.3',
        'optimiser.clip': '5',
        'optimiser.averageDecay': '0.99',
        'schedule.kind': 'step',
        'schedule.every': '7',
        'schedule.factor': '0.5',
        'schedule.warmupEpochs': '2.5',
        'sampler.kind': 'identities',
        'sampler.perPerson': '3',
        patience: '4',
        trainSingles: true,
      },
      { regulariser: 'mhe', parameters: { mheWeight: '3', uniformWeight: '5' } },
    );
    expect(specOf(form)).toMatchObject({
      regulariser: 'mhe',
      parameters: { mheWeight: 3 },
      head: { kind: 'mlp', batchNorm: true, dropout: 0.3 },
      optimiser: { clip: 5, averageDecay: 0.99 },
      schedule: { kind: 'step', every: 7, factor: 0.5, warmupEpochs: 2.5 },
      sampler: { kind: 'identities', perPerson: 3 },
      patience: 4,
      trainSingles: true,
    });
  });

  test.each([
    ['arcface', ['uniform', 'mhe']],
    ['uniformface', ['mhe']],
    ['triplet', []],
  ])('offers %s the regularisers %j, and sends none that is not offered', (loss, offered) => {
    expect(regularisersFor(findLoss(loss)).map(({ id }) => id)).toEqual(offered);
    const spec = specOf({ ...defaultForm(), loss, regulariser: 'mhe', parameters: { mheWeight: '3' } });
    expect(spec.regulariser).toBe(offered.includes('mhe') ? 'mhe' : null);
    expect(Object.keys(spec.parameters)).toEqual(offered.includes('mhe') ? ['mheWeight'] : []);
  });

  test('fixes class centres if the loss has any, and spreads them no further', () => {
    const form = withSettings({ centres: 'spread' }, { regulariser: 'mhe', parameters: { mheWeight: '3' } });
    expect(specOf(form)).toMatchObject({ centres: 'spread', regulariser: null, parameters: {} });
    expect(specOf({ ...form, loss: 'triplet' }).centres).toBe('learned');
  });

  test('shows every loss in one of its groups', () => {
    const { centres, photos } = lossGroups;
    expect(new Set([...centres, ...photos])).toEqual(new Set(losses));
    expect(photos.map(({ id }) => id)).toContain('triplet');
    expect(centres.map(({ id }) => id)).toContain('arcface');
  });

  test('refuses a number that is missing by the name of its entry', () => {
    expect(() => specOf(withSettings({ epochs: '' }))).toThrow('epochs');
  });

  test('leaves what does not apply at its default, even if it is wrong', () => {
    const spec = specOf(withSettings({ 'head.hidden': '', 'optimiser.momentum': '2' }));
    expect(spec).toEqual(specOf(defaultForm()));
    expect(() => specOf(withSettings({ 'head.kind': 'mlp', 'head.hidden': '' }))).toThrow('head.hidden');
  });
});
