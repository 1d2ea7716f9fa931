/** All about one person as a page to read, with a word on what each field of person.json is. */
import { wordingOf } from '../../src-shared/errors/index.ts';
import { escapeHtml } from '../../src-shared/escape-html.ts';
import type { Text } from '../../src-shared/text.ts';
import type { PersonFile } from './person-file.ts';

/** What the fields are, in the order of the file. */
const fieldWords: readonly (readonly [field: string, text: Text])[] = [
  [
    'person',
    {
      en: 'The name, other names in files, and what people noted: year of birth, note, consent (for whom and how, when, until when), whether hidden or ignored, the number of the face on the card (null: the best), and tags (photo: the number of the only photo on which it is meant; null: all).',
      ja: '名前、ファイル内の別名、記録されたこと：生まれた年、メモ、同意（内容・日付・期限）、非表示・無視、代表の顔の番号（null は最も良い顔）、タグ（photo はそのタグが付く写真の番号、null はすべての写真）。',
    },
  ],
  [
    'photos',
    {
      en: 'Each photo with a face of this person, or whose path names her or him: files (path, bytes, time), checksum, when it was taken and read, size in pixels, how many faces of others are on it, and the path of the copy, if there is one.',
      ja: 'この人の顔が写る写真、またはパスに名前のある写真：ファイル（パス、バイト数、日時）、チェックサム、撮影と読み取りの日時、画素数、ほかの人の顔の数、写しがあればそのパス。',
    },
  ],
  [
    'photos.faces',
    {
      en: 'Each face: its box and 68 points (x and y in turn, in pixels), the detector’s score, how well it can be seen, where the name comes from, whether it was chosen to stand for the person, confirmed, or drawn by hand, and its picture.',
      ja: '顔ごとに：枠と 68 個の点（x と y を交互に、画素単位）、検出の確かさ、写りの良さ、名前の出所、代表として選ばれたか、確認されたか、手で描かれたか、画像。',
    },
  ],
  [
    'photos.faces.feature',
    {
      en: 'Numbers that a neural network computed from the face, by which it is compared with others: biometric data. featureVersion says which version, or which other network, computed them; otherFeatures are of networks that are not in use.',
      ja: '顔からニューラルネットワークが計算した数値。ほかの顔との比較に使う生体データです。featureVersion は計算した版または別のネットワーク、otherFeatures は使用中でないネットワークによるものです。',
    },
  ],
  [
    'facesWithoutPhoto',
    {
      en: 'Faces kept from a gallery that several libraries share: no photo, only the numbers (embedding) by which a head compares the face with others: biometric data. gallery and face are the numbers there, head is the checksum of the head, trainedOn whether it was trained on the face.',
      ja: '複数のライブラリで共有するギャラリーから保存した顔：写真はなく、ヘッドがほかの顔との比較に使う数値（embedding、生体データ）だけです。gallery と face はギャラリーでの番号、head はヘッドのチェックサム、trainedOn はその顔で学習したか。',
    },
  ],
  [
    'isNot',
    {
      en: 'Faces of which somebody said that they are not this person.',
      ja: 'この人ではないとされた顔。',
    },
  ],
  [
    'heads',
    {
      en: 'Heads that were trained on this person’s faces, and the direction (class centre) that stands for the person in them; null: the head is damaged. runsWithoutHead: trainings that did not end.',
      ja: 'この人の顔で学習したヘッドと、その中でこの人を表す方向（クラス中心）。null はヘッドの破損。runsWithoutHead は終わらなかった学習。',
    },
  ],
  [
    'evaluations',
    {
      en: 'Evaluations of heads that show faces of this person, and the numbers of these faces.',
      ja: 'この人の顔を含む、ヘッドの評価と、その顔の番号。',
    },
  ],
  [
    'history',
    { en: 'Changes by hand that concern this person.', ja: 'この人に関わる、手による変更の履歴。' },
  ],
  [
    'notRead, foldersRead, exported',
    {
      en: 'Paths that name the person: of files that could not be read, of folders that were read, and of files that Tammes wrote for other programs.',
      ja: '名前を含むパス：読めなかったファイル、読み取ったフォルダ、ほかのプログラムのために書いたファイル。',
    },
  ],
  [
    'backups',
    {
      en: 'Backups in the library’s folder, which hold the same.',
      ja: 'ライブラリのフォルダ内のバックアップの数。同じ内容を含みます。',
    },
  ],
  ['missing', { en: 'What could not be read, and why.', ja: '読み取れなかったものと理由。' }],
];

const words = {
  title: { en: 'All that is stored about', ja: '保存されている全データ：' },
  made: { en: 'Made on', ja: '作成日時' },
  noted: { en: 'What is noted', ja: '記録' },
  otherNames: { en: 'Other names', ja: '別名' },
  birthYear: { en: 'Year of birth', ja: '生まれた年' },
  note: { en: 'Note', ja: 'メモ' },
  tags: { en: 'Tags', ja: 'タグ' },
  consent: { en: 'Consent', ja: '同意' },
  given: { en: 'Given on', ja: '同意した日' },
  until: { en: 'Valid until', ja: '期限' },
  photos: { en: 'Photos and faces', ja: '写真と顔' },
  photo: { en: 'Photo', ja: '写真' },
  taken: { en: 'Taken', ja: '撮影' },
  faces: { en: 'Faces', ja: '顔' },
  others: { en: 'Faces of others', ja: 'ほかの人の顔' },
  heads: { en: 'Heads trained on this person', ja: 'この人で学習したヘッド' },
  history: { en: 'History', ja: '履歴' },
  undone: { en: 'undone', ja: '取り消し済み' },
  missing: { en: 'Could not be read', ja: '読み取れなかったもの' },
  fields: { en: 'What the fields of person.json are', ja: 'person.json の項目' },
  all: {
    en: 'This page leaves numbers out; person.json has all of them. Photos may show other people, too.',
    ja: 'このページは数値を省いています。すべては person.json にあります。写真にはほかの人も写っていることがあります。',
  },
} as const satisfies Record<string, Text>;

/** The page, in one language. */
export function personPage(file: PersonFile, language: 'en' | 'ja'): string {
  const say = (text: Text) => escapeHtml(text[language]);
  const { person, photos, heads, history, missing } = file;
  const title = `${say(words.title)} ${escapeHtml(person.name)}`;
  const part = (heading: Text, content: string) =>
    content === '' ? '' : `<section><h2>${say(heading)}</h2>${content}</section>`;
  const list = (lines: readonly string[]) =>
    lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;
  const { consent } = person;
  const facts: [Text, string | number | null][] = [
    [words.otherNames, person.otherNames.join(', ')],
    [words.birthYear, person.birthYear],
    [words.note, person.note],
    [words.tags, person.tags.map(({ column, value }) => `${column}: ${value}`).join(', ')],
    [words.consent, consent.note],
    [words.given, consent.given],
    [words.until, consent.until],
  ];
  const noted = facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `<dt>${say(name)}</dt><dd>${escapeHtml(String(value))}</dd>`)
    .join('');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width">
<style>${style}</style></head><body>
<h1>${title}</h1>
<p>${say(words.made)} ${escapeHtml(file.madeAt)}, ${escapeHtml(file.madeBy)}. ${say(words.all)}</p>
${part(words.noted, noted && `<dl>${noted}</dl>`)}
${part(words.photos, photoTable(photos, say))}
${part(words.heads, list(heads.map(({ name }) => escapeHtml(name))))}
${part(
  words.history,
  list(
    history.map(
      ({ at, what, undone }) =>
        `${escapeHtml(at)}: ${escapeHtml(what)}${undone ? ` (${say(words.undone)})` : ''}`,
    ),
  ),
)}
${part(words.missing, list(missing.map(({ path, failure }) => `${escapeHtml(path)}: ${escapeHtml(wordingOf(failure, language).message)}`)))}
${part(words.fields, `<dl>${fieldWords.map(([field, text]) => `<dt><code>${field}</code></dt><dd>${say(text)}</dd>`).join('')}</dl>`)}
</body></html>
`;
}

function photoTable(photos: PersonFile['photos'], say: (text: Text) => string): string {
  if (photos.length === 0) return '';
  const head = [words.photo, words.taken, words.faces, words.others].map(
    (text) => `<th scope="col">${say(text)}</th>`,
  );
  const rows = photos.map(({ files, takenAt, faces, otherFaces, copy }) => {
    const paths = files.map(({ path }) => escapeHtml(path)).join('<br>');
    const linked =
      copy === null ? paths : `<a href="${copy.split('/').map(encodeURIComponent).join('/')}">${paths}</a>`;
    const pictures = faces.map(
      ({ picture }) => `<img src="${picture}" alt="" width="75" height="75" loading="lazy">`,
    );
    return `<tr><td>${linked}</td><td>${escapeHtml(takenAt ?? '–')}</td><td>${pictures.join('')}</td><td>${otherFaces}</td></tr>`;
  });
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const style = `
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h2 { margin: 1.6rem 0 0.4rem; font-size: 1.1rem; }
dt { font-weight: 600; } dd { margin: 0 0 0.5rem; white-space: pre-line; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 0.4rem; border-top: 1px solid; text-align: left; vertical-align: top; }
img { margin: 0 4px 4px 0; border-radius: 6px; }
@media print { :root { color-scheme: light; } tr { break-inside: avoid; } }`;
