/** The words of privacy in Japanese. */
import type { privacyEn } from './privacy-en.ts';

export const privacyJa: typeof privacyEn = {
  title: 'プライバシー',
  local: '何もこのコンピューターの外に出ません',
  localHelp:
    '外部への接続は一切行いません。写真・顔・名前はこのコンピューターのライブラリに残り、写真が変更されることはありません。「人物」の「完全に消去…」で、一人の情報をライブラリ全体から消去できます。',
  sent: '埋め込みをデータベースに送っています',
  sentHelp: (server, isEncrypted) =>
    `ライブラリを接続したため、人の埋め込みは${isEncrypted ? '暗号化した接続で' : '暗号化していない接続で'} ${server} に送られます。写真・顔の画像・名前はこのコンピューターのライブラリに残ります。やめるには: tammes gallery disconnect`,
  shared: 'ギャラリーをほかの人と共有しています',
  sharedHelp: (server, connection) =>
    `人の名前と顔の埋め込みが、${{ verified: '暗号化した接続で', local: 'このコンピューターの中で', clear: '暗号化していない接続で' }[connection]}データベース ${server} に保存されます。このライブラリの分は「設定」の「共有ギャラリー」で送信したときに送られ、ほかの人の分はそこから届いて、ここでも認識されます。写真と顔の画像はこのコンピューターに残ります。やめるには、そこで「脱退…」を選びます。保存した人は、このライブラリに残ります。`,
  expired: '期限切れの同意',
  expiredHelp: '同意が期限切れの人を下に一覧にします。同意は「人物」で記録します。',
  on: '一覧にする',
  off: 'オフ',
  strangers: '知らない人の顔',
  strangersHelp: '名前のない顔は、一定の期間が過ぎたら消去できます。確認して指示するまで、何も消去しません。',
  keep: '残す',
  after: (months) => `${months} か月後に消去できる`,
  due: '今日の対象',
  nothingDue: 'この決まりの対象はありません。',
  dueText: (people, strangers) =>
    [
      ...(people > 0 ? [`${people} 人の同意が期限切れです`] : []),
      ...(strangers > 0 ? [`知らない人の顔 ${strangers} 個が消去の対象です`] : []),
    ].join('。'),
  look: '確認…',
  dueTitle: '決まりの対象',
  people: '同意が期限切れの人',
  person: (name, until) => `${name}（${until}）`,
  peopleHelp: '「人物」で同意を更新するか、完全に消去してください。',
  toPeople: '「人物」で表示',
  strangersTitle: (count, photos) => `知らない人の顔 ${count} 個（写真 ${photos} 枚）`,
  strangersDue: (before) =>
    `${before} より前に読み取った写真の顔です。知っている人は、先に名前を付けると残ります。`,
  shown: (shown, total) => `${total} 個のうち古い順に ${shown} 個。`,
  erase: (count) => `顔 ${count} 個を消去…`,
  question: (count) => `顔 ${count} 個を完全に消去しますか?`,
  questionText: (backups) =>
    `これらの顔の特徴と画像を消去し、元に戻すことはできません。写真は残り、これらの顔を再び検出することもありません。${
      backups > 0 ? `これらの顔を含む、ライブラリのフォルダ内のバックアップ ${backups} 件も消去します。` : ''
    }`,
  eraseNow: '完全に消去',
  erasing: '消去中…',
  erased: (count, complete) =>
    `知らない人の顔 ${count} 個を消去しました。${
      complete ? '' : '別のプログラムがライブラリを開いているため、次に開いたときにファイルから取り除きます。'
    }`,
  record: '処理活動の記録',
  recordHelp:
    '何を、なぜ、いつまで保存するかを 1 ページにまとめます。このような記録が必要な方のためのものです（GDPR 第 30 条）。',
  open: '開く',
  back: '設定に戻る',
  print: '印刷',
  save: 'ページとして保存',
  fileName: '処理活動の記録',
  controller: '管理者',
  controllerHelp: '氏名・住所・連絡先。',
  purposes: '目的',
  purposesHelp: '顔と名前を何のために保存するか。',
};
