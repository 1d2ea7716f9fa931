/** The journal in words, in both languages: the command line and the window say the same. */
import type { JournalAction } from './contract/index.ts';
import { counted } from './counted.ts';
import type { Text } from './text.ts';

type Words = {
  [A in JournalAction['action']]: (parameters: Extract<JournalAction, { action: A }>['parameters']) => Text;
};

const faces = (count: number) => counted(count, 'face', 'faces');
const list = (names: readonly string[], language: 'en' | 'ja') =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

const fields = {
  portrait: { en: 'portrait', ja: '代表の顔' },
  hidden: { en: 'hidden or shown', ja: '表示・非表示' },
  ignored: { en: 'suggested or not', ja: '提案するか' },
  birthYear: { en: 'year of birth', ja: '生まれた年' },
  note: { en: 'note', ja: 'メモ' },
  consent: { en: 'consent', ja: '同意' },
} as const satisfies Record<string, Text>;

const privacyFields = {
  expired: { en: 'consent that has ended', ja: '期限切れの同意' },
  strangerMonths: { en: 'how long faces of strangers stay', ja: '知らない人の顔を残す期間' },
  purposes: { en: 'purposes', ja: '目的' },
  controller: { en: 'who is responsible', ja: '管理者' },
} as const satisfies Record<string, Text>;

const runFields = {
  tags: { en: 'tags', ja: 'タグ' },
  note: { en: 'note', ja: 'メモ' },
} as const satisfies Record<string, Text>;

const words: Words = {
  'rename-person': ({ from, to }) => ({
    en: `Renamed ${from} to ${to}`,
    ja: `${from} の名前を ${to} に変更`,
  }),
  'merge-people': ({ names, into }) => ({
    en: `Merged ${list(names, 'en')} into ${into}`,
    ja: `${list(names, 'ja')} を ${into} に統合`,
  }),
  'move-faces': ({ faces: count, from, to }) => {
    if (to === null)
      return {
        en: `Took the name${from === null ? '' : ` ${from}`} from ${faces(count)}`,
        ja: `顔 ${count} 個から名前${from === null ? '' : `（${from}）`}を外す`,
      };
    return from === null
      ? { en: `Named ${faces(count)} ${to}`, ja: `顔 ${count} 個に ${to} と名付ける` }
      : {
          en: `Moved ${faces(count)} from ${from} to ${to}`,
          ja: `顔 ${count} 個を ${from} から ${to} へ移動`,
        };
  },
  'reject-person': ({ faces: count, name }) => ({
    en: `Said that ${faces(count)} ${count === 1 ? 'is' : 'are'} not ${name}`,
    ja: `顔 ${count} 個は ${name} ではないと記録`,
  }),
  'ignore-faces': ({ faces: count, ignored }) =>
    ignored
      ? { en: `Ignored ${faces(count)}`, ja: `顔 ${count} 個を無視` }
      : { en: `Took up ${faces(count)} again`, ja: `顔 ${count} 個の無視を解除` },
  'change-person': ({ name, fields: changed }) => ({
    en: `Changed ${name}: ${changed.map((field) => fields[field].en).join(', ')}`,
    ja: `${name} の${changed.map((field) => fields[field].ja).join('、')}を変更`,
  }),
  'allow-twice': ({ photo, name, allowed }) =>
    allowed
      ? { en: `Allowed ${name} twice on ${photo}`, ja: `${photo} に ${name} が二度写ることを許可` }
      : { en: `Allowed ${name} only once on ${photo}`, ja: `${photo} に ${name} が二度写る許可を取り消し` },
  'keep-labels': ({ faces: count, name }) => ({
    en: `Confirmed that ${faces(count)} ${count === 1 ? 'is' : 'are'} ${name ?? 'named rightly'}`,
    ja: name === null ? `顔 ${count} 個の名前を確認` : `顔 ${count} 個が ${name} であることを確認`,
  }),
  'enrol-person': ({ name, faces: count }) =>
    count === null
      ? { en: `Let all faces stand for ${name}`, ja: `${name} をすべての顔で登録` }
      : { en: `Let ${faces(count)} stand for ${name}`, ja: `${name} を顔 ${count} 個で登録` },
  'enrol-everyone': ({ people, faces: count }) => ({
    en: `Enrolled ${counted(people, 'person', 'people')} with ${faces(count)}`,
    ja: `${people} 人を顔 ${count} 個で登録`,
  }),
  'choose-face': ({ photo, name }) => ({
    en: `Chose which face on ${photo} is ${name}`,
    ja: `${photo} のどの顔が ${name} かを選択`,
  }),
  'add-face': ({ photo }) => ({ en: `Drew a face on ${photo}`, ja: `${photo} に顔の枠を追加` }),
  'move-face': ({ photo }) => ({ en: `Moved the box of a face on ${photo}`, ja: `${photo} の顔の枠を移動` }),
  'remove-faces': ({ photo, faces: count }) =>
    count === 1
      ? { en: `Deleted a face on ${photo}`, ja: `${photo} の顔を削除` }
      : { en: `Deleted ${faces(count)}`, ja: `顔 ${count} 個を削除` },
  'remove-photos': ({ photos, faces: count }) => ({
    en: `Removed the records of ${counted(photos, 'photo', 'photos')} with ${faces(count)}`,
    ja: `写真 ${photos} 枚と顔 ${count} 個の記録を削除`,
  }),
  'keep-people': ({ people, faces: count }) => ({
    en: `Kept ${counted(people, 'person', 'people')} of the shared gallery with ${faces(count)}`,
    ja: `共有ギャラリーの ${people} 人（顔 ${count} 個）を保存`,
  }),
  'follow-gallery': ({ faces: count }) => ({
    en: `Took over what the shared gallery has changed of ${faces(count)}`,
    ja: `共有ギャラリーでの変更を顔 ${count} 個に反映`,
  }),
  'merge-library': ({ people, photos, faces: count }) => ({
    en: `Merged a library: ${counted(people, 'new person', 'new people')}, ${counted(photos, 'new photo', 'new photos')}, ${counted(count, 'new face', 'new faces')}`,
    ja: `ライブラリを統合（新しい人 ${people} 人、写真 ${photos} 枚、顔 ${count} 個）`,
  }),
  'set-detector': ({ detector }) => ({
    en: `Changed the detector to ${detector}`,
    ja: `顔の検出器を ${detector} に変更`,
  }),
  'set-false-accept': ({ rate }) => ({
    en: `Allowed at most ${percent(rate)} % of strangers to be taken for somebody`,
    ja: `知らない人を誰かと誤る割合の上限を ${percent(rate)} % に変更`,
  }),
  'set-gallery-engine': ({ engine }) => ({
    en: `Changed the search of the gallery to ${engine}`,
    ja: `ギャラリーの検索を ${engine} に変更`,
  }),
  'set-privacy': ({ fields: changed }) => ({
    en: `Changed what is said on privacy: ${changed.map((field) => privacyFields[field].en).join(', ')}`,
    ja: `プライバシーの設定を変更（${changed.map((field) => privacyFields[field].ja).join('、')}）`,
  }),
  'add-columns': ({ columns, rows }) => ({
    en: `Brought in ${columns.join(', ')} of ${counted(rows, 'row', 'rows')}`,
    ja: `${columns.join('、')} を取り込み（${rows} 行）`,
  }),
  'set-tag': ({ name, value, faces: count, people }) => {
    const whom =
      people > 0
        ? { en: counted(people, 'person', 'people'), ja: `${people} 人` }
        : { en: faces(count), ja: `顔 ${count} 個` };
    return value === ''
      ? { en: `Took the tag ${name} from ${whom.en}`, ja: `${whom.ja}からタグ ${name} を外す` }
      : { en: `Tagged ${whom.en} ${name}: ${value}`, ja: `${whom.ja}にタグ ${name}: ${value} を付ける` };
  },
  erase: () => ({ en: 'Erased something for good', ja: '何かを完全に消去' }),
  'rename-evaluation': ({ from, to }) => ({
    en: `Renamed the evaluation ${from} to ${to}`,
    ja: `評価 ${from} の名前を ${to} に変更`,
  }),
  'remove-sweep': ({ sweep }) => ({ en: `Removed sweep ${sweep}`, ja: `スイープ ${sweep} を削除` }),
  'annotate-run': ({ run, fields: changed }) => ({
    en: `Changed ${run}: ${changed.map((field) => runFields[field].en).join(', ')}`,
    ja: `${run} の${changed.map((field) => runFields[field].ja).join('、')}を変更`,
  }),
  'remove-evaluation': ({ name }) => ({ en: `Removed the evaluation ${name}`, ja: `評価 ${name} を削除` }),
  'use-head': ({ name }) => ({ en: `Made ${name} the active head`, ja: `${name} を使用中のヘッドに変更` }),
};

const percent = (rate: number) => Number((100 * rate).toPrecision(3));

/** What an entry of the journal did. */
export function journalText({ action, parameters }: JournalAction): Text {
  // Each sentence takes the parameters of its own action, which the union of all hides.
  return (words[action] as (parameters: JournalAction['parameters']) => Text)(parameters);
}
