/**
 * The settings of a training run, one entry each, beside the loss's parameters (`losses`) and the limits of quality.
 * The keys are the paths of a spec. The form and the command line's help have the order of this list.
 *
 * To add a setting, add its entry here or to one of the groups, and use it in `src-shared/training`. Give it the default
 * under which runs of older versions were trained: their specs do not have it.
 */
import { backend } from './backend.ts';
import { lossWithCentres, sampledClasses } from './conditions.ts';
import { head } from './head.ts';
import { judging } from './judging.ts';
import { optimiser } from './optimiser.ts';
import { pathsOf } from './paths.ts';
import { sampler } from './sampler.ts';
import { schedule } from './schedule.ts';
import { schemasOf } from './schema.ts';
import { choice, number, onOff, optionalNumber } from './setting.ts';
import { epochsUnit } from './units.ts';

export { backend } from './backend.ts';
export { boundsText, emptyText } from './bounds-text.ts';
export { nested, type Settings, valueAt } from './paths.ts';
export { type Choice, type FormPart, formParts, type NumberSetting, type Setting } from './setting.ts';

const settings = {
  centres: choice({
    title: { en: 'Class centres', ja: 'クラス中心' },
    help: {
      en: 'Whether the class centres are learned with the head.',
      ja: 'クラス中心をヘッドとともに学習するかどうかです。',
    },
    flag: '--centres',
    part: 'loss',
    when: lossWithCentres,
    default: 'learned',
    options: [
      {
        value: 'learned',
        title: { en: 'learned', ja: '学習する' },
        help: { en: 'They move while the head is trained.', ja: 'ヘッドの学習とともに動きます。' },
      },
      {
        value: 'spread',
        title: { en: 'fixed, spread as far as can be', ja: '固定（できるだけ広げる）' },
        help: {
          en: 'They stand as far apart as the Tammes problem allows; only the head is trained.',
          ja: 'Tammes 問題の許す限り離して固定し、ヘッドだけを学習します。',
        },
      },
    ],
  }),
  classShare: number({
    title: { en: 'Share of classes in a step', ja: '各ステップのクラスの割合' },
    help: {
      en: 'Share of the class centres that a step compares its faces with: those of its own people and random others, at least as many as the batch has faces. With very many people, less than 1 saves time.',
      ja: '各ステップで顔と比べるクラス中心の割合です。バッチにいる人のクラスと、無作為に選んだほかのクラスを使い、少なくともバッチの顔の数だけ使います。人数が非常に多い場合は、1 より小さくすると速くなります。',
    },
    flag: '--class-share',
    part: 'loss',
    when: sampledClasses,
    default: 1,
    above: 0,
    max: 1,
  }),
  head,
  epochs: number({
    title: { en: 'Epochs', ja: 'エポック数' },
    help: {
      en: 'How many times training goes through the photos.',
      ja: '学習用の写真全体を使う回数です。',
    },
    flag: '--epochs',
    part: 'training',
    default: 30,
    min: 1,
    max: 10_000,
    whole: true,
  }),
  batchSize: number({
    title: { en: 'Batch size', ja: 'バッチサイズ' },
    help: { en: 'How many faces a training step sees.', ja: '1 ステップで使う顔の数です。' },
    flag: '--batch',
    part: 'training',
    default: 64,
    min: 1,
    max: 8192,
    whole: true,
  }),
  optimiser,
  schedule,
  validation: number({
    title: { en: 'Share kept to validate', ja: '検証に残す割合' },
    help: {
      en: "Share of each person's photos that is not trained on but kept to validate.",
      ja: '各人の写真のうち、学習に使わず検証に残す割合です。',
    },
    flag: '--validation',
    part: 'photos',
    default: 0.2,
    min: 0,
    max: 0.9,
  }),
  ...judging,
  patience: optionalNumber({
    title: { en: 'Patience', ja: '早期終了' },
    help: {
      en: 'Training ends with the best weights when validation has not improved for so long.',
      ja: '検証がこの間よくならなければ、最良の重みで学習を終えます。',
    },
    flag: '--patience',
    part: 'judging',
    unit: epochsUnit,
    min: 1,
    max: 10_000,
    whole: true,
  }),
  sampler,
  trainSingles: onOff({
    title: { en: 'Train on people with a single photo, too', ja: '写真が 1 枚の人も学習に使う' },
    help: {
      en: 'Includes people with a single photo, who are otherwise left out of training.',
      ja: '写真が 1 枚の人は、選ばなければ学習から除きます。',
    },
    flag: '--singles',
    part: 'photos',
  }),
  // Runs of older versions have written down no such faces, and train without.
  refusals: number({
    title: { en: 'Weight of “not this person”', ja: '「この人ではない」の重み' },
    help: {
      en: 'How hard a face is kept away from a person whom it is known not to be, beside what a face of the batch does in the mean. 0 leaves such faces out.',
      ja: '「この人ではない」とされた顔を、その人から離す強さです。1 はバッチの顔の平均と同じ強さ、0 は使いません。',
    },
    flag: '--refusals',
    part: 'photos',
    default: 1,
    min: 0,
    max: 10,
  }),
  seed: number({
    title: { en: 'Seed', ja: 'シード' },
    help: {
      en: 'Decides the split, the starting weights and the order of photos: the same seed gives the same head.',
      ja: '分割、初期値、写真の順序を決めます。同じシードからは同じヘッドができます。',
    },
    flag: '--seed',
    part: 'training',
    default: 1,
    min: 0,
    whole: true,
  }),
  backend,
};

/** The schemas of the settings, in the shape of a spec. */
export const settingSchemas = schemasOf(settings);

/** Every setting with its path in a spec, for example `schedule.warmupEpochs`. */
export const trainingSettings = pathsOf(settings);

export type ListedSetting = (typeof trainingSettings)[number];
export type SettingPath = ListedSetting['path'];
