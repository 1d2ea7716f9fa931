/** The record of processing (GDPR, article 30) in words: the window shows and prints it, and it is saved as HTML. */
import type { PrivacyRecord } from './contract/index.ts';
import { counted } from './counted.ts';
import { escapeHtml } from './escape-html.ts';
import type { Text } from './text.ts';

/** A part of the record: what it is about, and its sentences. */
export interface RecordPart {
  title: Text;
  lines: Text[];
}

export const recordTitle: Text = {
  en: 'Record of processing activities',
  ja: '処理活動の記録',
};

/** Stands in the place of texts that nobody has written yet. */
export const recordDefaults = {
  purposes: {
    en: 'To find and name people on photos of one’s own.',
    ja: '自分の写真に写っている人を見つけ、名前を付けるため。',
  },
  controller: { en: 'Not filled in yet.', ja: 'まだ記入されていません。' },
} as const satisfies Record<string, Text>;

/** The parts of the record, in their order. */
export function recordParts(record: PrivacyRecord): RecordPart[] {
  return [
    {
      title: { en: 'Who is responsible', ja: '管理者' },
      lines: [written(record.controller, recordDefaults.controller)],
    },
    { title: { en: 'Purposes', ja: '目的' }, lines: [written(record.purposes, recordDefaults.purposes)] },
    { title: { en: 'Whose data', ja: '対象となる人' }, lines: whose(record) },
    { title: { en: 'What is stored', ja: '保存しているもの' }, lines: stored(record) },
    { title: { en: 'Consent', ja: '同意' }, lines: consents(record) },
    {
      title: { en: 'Recipients', ja: '提供先' },
      lines: [
        {
          en: 'None. Tammes makes no connection, and sends nothing to anybody, in this country or another.',
          ja: 'なし。Tammes は外部に接続せず、国内・国外のだれにも何も送りません。',
        },
      ],
    },
    { title: { en: 'How long it is kept', ja: '保存期間' }, lines: kept(record) },
    { title: { en: 'Where it lies, and how it is protected', ja: '保存場所と保護' }, lines: place(record) },
    { title: { en: 'Rights of those who are in it', ja: '本人の権利' }, lines: rights },
  ];
}

const written = (text: string | null, instead: Text): Text =>
  text === null ? instead : { en: text, ja: text };

function whose({ people, faces, strangers, photos }: PrivacyRecord): Text[] {
  const named = faces - strangers;
  return [
    {
      en: `${counted(people, 'person', 'people')} with a name, with ${counted(named, 'face', 'faces')}.`,
      ja: `名前のある人 ${people} 人（顔 ${named} 個）。`,
    },
    {
      en: `${counted(strangers, 'face', 'faces')} of people without a name; on ${counted(photos, 'photo', 'photos')} in all.`,
      ja: `名前のない人の顔 ${strangers} 個。写真は全部で ${photos} 枚。`,
    },
  ];
}

function stored({ heads, backups }: PrivacyRecord): Text[] {
  return [
    {
      en: 'Biometric data: of each face where it is on the photo, 68 points, how well it can be seen, a picture of 150 × 150 pixels, a small grey picture with its surroundings, and 256 numbers by which faces are compared.',
      ja: '生体データ：顔ごとに、写真の中の位置、68 個の点、写りの良さ、150 × 150 画素の画像、周囲を含む小さな白黒画像、顔の比較に使う 256 個の数値。',
    },
    {
      en: 'Of each person: the name, other names in files, and, where they are noted, year of birth, note and consent.',
      ja: '人ごとに：名前、ファイル内の別名、記録があれば生まれた年・メモ・同意。',
    },
    {
      en: 'Of each photo: where it lies, its size, its time, and its checksum. Photos themselves are not copied and not changed.',
      ja: '写真ごとに：場所、大きさ、日時、チェックサム。写真そのものはコピーも変更もしません。',
    },
    {
      en: `${counted(heads, 'trained head', 'trained heads')}, which hold a direction for each person that they were trained on; ${counted(backups, 'backup', 'backups')}; and the history of the last 1,000 changes.`,
      ja: `学習したヘッド ${heads} 個（学習した人ごとの方向を含みます）、バックアップ ${backups} 件、最近 1,000 件の変更履歴。`,
    },
  ];
}

function consents({ people, consents: { noted, soon, ended } }: PrivacyRecord): Text[] {
  return [
    {
      en: `Consent is noted of ${noted} of ${counted(people, 'person', 'people')}.`,
      ja: `${people} 人のうち ${noted} 人の同意を記録しています。`,
    },
    ...(soon + ended === 0
      ? []
      : [
          {
            en: `It has ended for ${ended}, and ends within 30 days for ${soon}.`,
            ja: `${ended} 人は期限切れ、${soon} 人は 30 日以内に期限を迎えます。`,
          },
        ]),
  ];
}

function kept({ rule: { expired, strangerMonths }, since }: PrivacyRecord): Text[] {
  return [
    ...(since === null
      ? []
      : [
          {
            en: `The oldest data were read on ${since}.`,
            ja: `最も古いデータは ${since} に読み取りました。`,
          },
        ]),
    expired
      ? {
          en: 'People whose consent has ended are listed, to be renewed or erased.',
          ja: '同意が期限切れの人を一覧にし、更新または消去します。',
        }
      : { en: 'No rule names an end for people.', ja: '人についての期限は定めていません。' },
    strangerMonths === null
      ? { en: 'No rule names an end for faces without a name.', ja: '名前のない顔の期限は定めていません。' }
      : {
          en: `Faces without a name are listed to be erased after ${counted(strangerMonths, 'month', 'months')}.`,
          ja: `名前のない顔は ${strangerMonths} か月後に消去の対象として一覧にします。`,
        },
  ];
}

const connections = {
  verified: { en: 'over an encrypted connection', ja: '暗号化した接続で' },
  local: { en: 'on this machine', ja: 'このコンピューターの中で' },
  clear: { en: 'over a connection that is not encrypted', ja: '暗号化していない接続で' },
};

function sentTo(server: PrivacyRecord['server']): Text[] {
  if (server === null) return [];
  const how = connections[server.connection];
  return [
    {
      en: `People's embeddings, with their numbers and without names and pictures, are also sent to the database ${server.name}, ${how.en}.`,
      ja: `人の埋め込みは番号とともに（名前と画像は含めず）、${how.ja}データベース ${server.name} にも送られます。`,
    },
  ];
}

function sharedWith(shared: PrivacyRecord['shared']): Text[] {
  if (shared === null) return [];
  const how = connections[shared.connection];
  return [
    {
      en: `The library shares a gallery with other libraries in the database ${shared.name}, ${how.en}: names of people and embeddings of their faces are sent there, without photos and pictures, and those of other libraries are kept here.`,
      ja: `このライブラリは、${how.ja}データベース ${shared.name} にあるギャラリーをほかの人と共有しています。人の名前と顔の埋め込みがそこに送られ（写真と顔の画像は含めず）、ほかの人が登録した人の名前と埋め込みがここに保存されます。`,
    },
  ];
}

function place({ library, encrypted, server, shared }: PrivacyRecord): Text[] {
  return [
    {
      en: `On this machine, in the folder ${library}.`,
      ja: `このコンピューターのフォルダ ${library} の中。`,
    },
    {
      en: 'The folder is closed to other accounts of the machine.',
      ja: 'フォルダは、このコンピューターのほかのアカウントには閉じられています。',
    },
    encrypted
      ? {
          en: 'It is encrypted, with its backups: ChaCha20-Poly1305 and AES-256-GCM, under a key that is locked.',
          ja: 'バックアップとともに、ロックされた鍵で暗号化されています（ChaCha20-Poly1305、AES-256-GCM）。',
        }
      : {
          en: 'It is not encrypted by Tammes: turn on its encryption, or that of the disk.',
          ja: 'Tammes では暗号化していません。ライブラリまたはディスクの暗号化を有効にしてください。',
        },
    ...sentTo(server),
    ...sharedWith(shared),
    {
      en: 'Each row has a checksum, so that damage is noticed. Changes by hand are kept in a history, and can be undone.',
      ja: '行ごとにチェックサムがあり、破損が分かります。手による変更は履歴に残り、元に戻せます。',
    },
  ];
}

const rights: Text[] = [
  {
    en: 'Access and a copy: all about one person is written into a folder by People, “Export all about this person…”.',
    ja: '開示と写し：「人物」の「この人の全データを書き出す…」で、一人の全データをフォルダに書き出します。',
  },
  {
    en: 'Correction: every name, note and face can be corrected. Erasure: “Forget for ever…” erases a person from all of the library.',
    ja: '訂正：名前・メモ・顔はすべて訂正できます。消去：「完全に消去…」で、一人をライブラリ全体から消去します。',
  },
];

/** When the record was made, and by what. */
export function recordFoot({ at, version }: PrivacyRecord): Text {
  return { en: `Made on ${at} by Tammes ${version}.`, ja: `${at} に Tammes ${version} で作成。` };
}

/** The record as a page that can be printed, in one language. */
export function recordHtml(record: PrivacyRecord, language: 'en' | 'ja'): string {
  const say = (text: Text) => escapeHtml(text[language]).replaceAll('\n', '<br>');
  const parts = recordParts(record).map(
    ({ title, lines }) =>
      `<section><h2>${say(title)}</h2>${lines.map((line) => `<p>${say(line)}</p>`).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${say(recordTitle)}</title>
<meta name="viewport" content="width=device-width">
<style>
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h2 { margin: 1.4rem 0 0.2rem; font-size: 1.05rem; }
p { margin: 0 0 0.4rem; }
footer { margin-top: 2rem; border-top: 1px solid; padding-top: 0.5rem; font-size: 0.85rem; }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; font-size: 11pt; } section { break-inside: avoid; } }
</style></head><body>
<h1>${say(recordTitle)}</h1>
${parts.join('\n')}
<footer>${say(recordFoot(record))}</footer>
</body></html>
`;
}
