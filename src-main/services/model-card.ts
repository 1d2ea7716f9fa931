/** The card of an exported model: what it was made of, what it is worth and what may be done with it. */
import { z } from 'zod';
import { type HeadVerdict, headVerdict } from '../../src-shared/contract/index.ts';
import type { Text } from '../../src-shared/text.ts';
import { adviceWords, judgedWords, noVerdictWords, standingWords } from '../../src-shared/verdict-words.ts';
import { headFactsSchema } from './head-facts.ts';

const shape = z.array(z.union([z.string(), z.number()]));

export const modelCard = z.object({
  format: z.literal('tammes-model-card'),
  head: headFactsSchema.omit({ format: true, people: true }),
  input: z.object({
    name: z.string(),
    shape,
    colours: z.literal('RGB'),
    values: z.tuple([z.number(), z.number()]),
    alignment: z.string(),
  }),
  output: z.object({ name: z.string(), shape, length: z.literal(1) }),
  /** What the head was trained on, in numbers; null: the pretrained head, which nobody here trained. */
  data: z.object({ people: z.int(), faces: z.int(), shots: z.int() }).nullable(),
  /** The cosines over which so large a share of strangers comes. */
  thresholds: headVerdict.shape.thresholds,
  /** Where they come from: people kept out of training, Labeled Faces in the Wild, or a rough guess. */
  thresholdsFrom: z.enum(['kept-out', 'lfw', 'guess']),
  licence: z.object({ backbone: z.string(), head: z.string() }),
});
export type ModelCard = z.infer<typeof modelCard>;

export const backboneLicence =
  'MIT: the weights of @vladmandic/face-api 1.7, from face-api.js-models (Vincent Mühler), after dlib (Davis E. King)';

type Language = keyof Text;

/** The card to read, as Markdown. */
export function cardAsMarkdown(card: ModelCard, language: Language): string {
  const { head, input, output, licence } = card;
  const say = (text: Text) => text[language];
  const about: [Text, string][] = [
    [words.input, `\`${input.name}\` [${input.shape.join(', ')}], ${say(words.values)}`],
    [words.output, `\`${output.name}\` [${output.shape.join(', ')}], ${say(words.unit)}`],
    [words.alignment, say(words.chip)],
    [words.loss, head.loss ?? say(words.none)],
    [words.data, say(dataText(card.data))],
    [words.features, String(head.featureVersion)],
    [
      words.made,
      `${head.createdAt.slice(0, 10)}, Tammes ${head.tammes}${head.commit === null ? '' : `, ${head.commit}`}`,
    ],
    [words.hash, head.sha256],
    [words.backbone, licence.backbone],
    [words.headLicence, say(words.yours)],
  ];
  return [
    `# ${head.name}`,
    say(words.intro),
    ...about.map(([term, text]) => `- **${say(term)}**: ${text}`),
    `\n## ${say(words.worth)}\n`,
    ...(card.data === null ? [say(words.isBase)] : verdictLines(head.verdict, language)),
    `\n## ${say(words.threshold)}\n`,
    `${say(words.thresholdText)} ${say(words[card.thresholdsFrom])}\n`,
    `| ${say(words.strangers)} | ${say(words.cosine)} |`,
    '|--:|--:|',
    ...card.thresholds.map(({ rate, cosine }) => `| ${percent(rate)} | ${cosine.toFixed(4)} |`),
    `\n## ${say(words.limits)}\n`,
    say(words.limitsText),
    '',
  ].join('\n');
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

function verdictLines(verdict: HeadVerdict | null, language: Language): string[] {
  if (verdict === null) return [`${noVerdictWords[language]}.`];
  const parts = (['trained', 'unseen', 'strangers'] as const).map((part) => {
    const { standing, figure } = verdict[part];
    const figures = figure === null ? '– | –' : `${percent(figure.value)} | ${percent(figure.base)}`;
    return `| ${judgedWords[part][language]} | ${standingWords[standing][language]} | ${figures} |`;
  });
  const heading = [words.judged, words.verdict, words.thisHead, words.pretrained].map(
    (text) => text[language],
  );
  return [
    `${adviceWords[verdict.advice][language]}\n`,
    `| ${heading.join(' | ')} |`,
    '|---|---|--:|--:|',
    ...parts,
  ];
}

function dataText(data: ModelCard['data']): Text {
  if (data === null)
    return {
      en: 'none of this library: the layer comes with the backbone, which dlib trained on some three million faces',
      ja: 'このライブラリのものはなし。この層はバックボーン付属で、dlib が約 300 万の顔で学習したもの',
    };
  const { people, faces, shots } = data;
  return {
    en: `${faces} faces of ${people} people on ${shots} shots; nobody is named here`,
    ja: `${people} 人、${faces} の顔、${shots} ショット（名前は含まない）`,
  };
}

const words = {
  intro: {
    en: 'Faces in, points on a sphere out: the angle between two says whether they are one person. Written by Tammes.\n',
    ja: '顔を入れると球面上の点が出ます。2 点の角度が同じ人かどうかを示します。Tammes が書き出しました。\n',
  },
  input: { en: 'In', ja: '入力' },
  values: { en: 'red, green, blue, 0 to 255', ja: '赤・緑・青、0〜255' },
  output: { en: 'Out', ja: '出力' },
  unit: {
    en: 'of length one; the mean of both sides of the face is taken inside',
    ja: '長さ 1。顔とその鏡像の平均は内部で取る',
  },
  alignment: { en: 'Alignment', ja: '位置合わせ' },
  chip: {
    en: 'dlib’s chip of 150 pixels with a border of 0.25, by 68 landmarks; without it the figures below do not hold',
    ja: '68 点による dlib の 150 ピクセルのチップ（余白 0.25）。これなしでは下の数値は成り立ちません',
  },
  loss: { en: 'Loss', ja: '損失' },
  none: { en: 'none: the backbone’s own layer', ja: 'なし: バックボーン自身の層' },
  data: { en: 'Trained on', ja: '学習データ' },
  features: { en: 'Version of the features', ja: '特徴量の版' },
  made: { en: 'Made', ja: '作成' },
  hash: { en: 'SHA-256 of the head', ja: 'ヘッドの SHA-256' },
  backbone: { en: 'Licence of the backbone', ja: 'バックボーンのライセンス' },
  headLicence: { en: 'Licence of the head', ja: 'ヘッドのライセンス' },
  yours: {
    en: 'whoever trained it decides; the photos’ owners and the people on them have rights, too',
    ja: '学習した人が決めます。写真の所有者と写っている人の権利にも注意してください',
  },
  worth: { en: 'What it is worth', ja: '評価' },
  isBase: {
    en: 'This is the head that others are judged beside; Tammes’ docs/BENCHMARKS.md has its figures.',
    ja: '他のヘッドの比較の基準となるヘッドです。数値は Tammes の docs/BENCHMARKS.md にあります。',
  },
  judged: { en: 'judged for', ja: '対象' },
  verdict: { en: 'it is', ja: '判定' },
  thisHead: { en: 'this head', ja: 'このヘッド' },
  pretrained: { en: 'pretrained', ja: '元のヘッド' },
  threshold: { en: 'Threshold', ja: 'しきい値' },
  thresholdText: {
    en: 'Cosine of a face with the mean direction of a person’s faces, over which so many strangers come.',
    ja: '顔と、人物の顔の平均方向とのコサイン。これを超える知らない人の割合ごとに示します。',
  },
  'kept-out': {
    en: 'Measured on people who were kept out of training.',
    ja: '学習から除いた人で測定しました。',
  },
  lfw: { en: 'Measured on Labeled Faces in the Wild.', ja: 'Labeled Faces in the Wild で測定しました。' },
  guess: {
    en: 'A rough guess: nobody was kept out. Measure on your own people before you rely on it.',
    ja: '大まかな目安です（除いた人がいないため）。使う前に自分のデータで測定してください。',
  },
  strangers: { en: 'strangers over it', ja: '超える知らない人' },
  cosine: { en: 'cosine', ja: 'コサイン' },
  limits: { en: 'Limits', ja: '限界' },
  limitsText: {
    en: 'Such networks fail some groups of people more often than others, children most of all: measure by group before use. Embeddings are biometric data. Do not identify people who have not agreed.',
    ja: 'この種のネットワークは集団によって誤りの率が異なり、とくに子どもで多くなります。使う前に集団ごとに測定してください。埋め込みは生体データです。同意していない人を識別しないでください。',
  },
} satisfies Record<string, Text>;
