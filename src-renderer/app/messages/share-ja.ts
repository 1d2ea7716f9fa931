/** 共有ギャラリーの言葉。 */
import type { ShareNews } from '../../../src-shared/contract/index.ts';
import type { Messages } from './en.ts';

const leftOut = (count: number) =>
  count === 0 ? '' : `埋め込みとして正しくない顔 ${count} 個を除きました。`;

function news(one: ShareNews): string {
  if (one.work === 'push')
    return `送信し、ギャラリーとの一致を確かめました。ギャラリーにはここからの ${one.people} 人（顔 ${one.faces} 個）があります。新規 ${one.added}、変更 ${one.changed}、取り下げ ${one.withdrawn}。${
      one.corrected === 0 ? '' : `全員のために ${one.corrected} 人を訂正しました。`
    }${one.forgotten === 0 ? '' : `所有者が消去した人の顔 ${one.forgotten} 個は送りませんでした。`}`;
  if (one.work === 'pull')
    return `受け取り、ギャラリーとの一致を確かめました。${one.people} 人（顔 ${one.faces} 個）。${leftOut(one.unsound)}${
      one.lost === 0
        ? ''
        : `ギャラリーからなくなったため、このライブラリに保存していた顔 ${one.lost} 個を完全に消去しました。バックアップには残っていることがあります。`
    }`;
  return `保存し、ギャラリーとの一致を確かめました。${one.people} 人（顔 ${one.faces} 個、新規 ${one.added}）。「元に戻す」で取り消せます。${leftOut(one.unsound)}`;
}

export const shareJa: Messages['share'] = {
  title: '共有ギャラリー',
  none: 'このライブラリはギャラリーを共有していません',
  noneHelp:
    'PostgreSQL データベースを通じて、複数のライブラリで同じ人々を認識できます。送信すると、登録した人の名前と顔の埋め込みがそこに入ります。写真は送られません。',
  join: '参加…',
  joinTitle: '共有ギャラリーに参加',
  joinText:
    '何も送信されません。ほかの人が登録した人々を受け取り、認識できるようになります。アドレスとログインの権限は、ギャラリーの所有者に尋ねてください。そのアドレスにギャラリーがなければ、「参加」を押した後に作成できます。',
  address: 'アドレス',
  addressHelp:
    '例: postgres://anna@db.example/people。サーバーがこのコンピューターの中にある場合を除き、接続は暗号化され、サーバーの証明書が検証されます。',
  password: 'パスワード',
  passwordHelp:
    'あなただけが読めるファイルに保存されます。PGPASSWORD またはパスワードファイルにある場合は空のままにしてください。',
  joinNow: '参加',
  joining: '参加しています…',
  makeNow: 'そこにギャラリーを作成',
  making: '作成しています…',
  updateNow: '更新して参加',
  made: '共有ギャラリーを作成しました。所有者はあなたです。次にヘッドを公開し、それから人々を送信してください。',
  empty: {
    reader: 'このギャラリーにはまだヘッドがありません。所有者が公開すると、人々がここに届きます。',
    enroller: 'このギャラリーにはまだヘッドがありません。所有者が公開すると、人々を送受信できます。',
    owner: 'このギャラリーにはまだヘッドがありません。ヘッドを公開し、それから人々を送信してください。',
  },
  joined: (server) => `${server} で共有`,
  roles: {
    reader: 'このログインでは、ほかの人が登録した人々を認識できます。送信はできません。',
    enroller: 'このログインは、全員のために人を登録し、訂正できます。',
    owner: 'このログインはギャラリーの所有者です。',
  },
  leave: '脱退…',
  exchange: 'ほかの人が登録した人々',
  has: (count, ofFaces, head, version, at) =>
    `${at} の時点の ${count} 人（顔 ${ofFaces} 個）がここにあります。全員が認識に使うヘッドは ${head}（バージョン ${version}）です。`,
  hasNothing: 'まだ何も届いていません。',
  working: (done, total) => (total === null ? '接続しています…' : `顔 ${total} 個中 ${done} 個`),
  news,
  pull: '今すぐ受け取る',
  push: '送信',
  keepTitle: 'ほかの人が登録した人々を保存',
  keepHelp: (kept, has) =>
    `${kept === 0 ? '' : `すでに ${kept} 人を保存しています。`}ほかの人が登録した${has === 0 ? '人々' : ` ${has} 人`}をこのライブラリのものとして保存すると、脱退した後も残ります。認識できるのはギャラリーのヘッドだけです。写真は届かないため、学習には使われません。`,
  keep: '保存',
  everybodyTitle: 'ギャラリーの全員',
  everybodyHelp: {
    enroller: 'このライブラリに顔がない人も含めて、名前を訂正できます。訂正は全員に反映されます。',
    owner:
      'このライブラリに顔がない人も含めて、名前を訂正できます。訂正は全員に反映されます。所有者は、ギャラリーから人物を消去することもできます。',
  },
  rename: '名前を訂正…',
  renameTitle: '共有ギャラリーの名前を訂正',
  person: '人物',
  newName: '正しい名前',
  renameText:
    'この名前の人がすでにギャラリーにいる場合、二人は同じ人物として統合されます。後から分けられるのは、それぞれのライブラリが自ら送った顔だけなので、全体を元に戻すことはできません。',
  renameNow: '名前を訂正',
  renaming: '訂正しています…',
  renamed: (from, to, waiting, reached) => {
    if (waiting === null) return `${from} を ${to} に訂正しました。全員に反映されます。`;
    if (waiting.refused !== null)
      return `${from} → ${to} は拒否されました。どちらを採るか、下で選んでください。`;
    return reached
      ? `同じ人物についての以前の訂正が決まるまで、${from} → ${to} は送信されません。下で選んでください。`
      : `ギャラリーが応答しないため、${from} → ${to} は送信待ちです。`;
  },
  forget: '人物を消去…',
  forgetTitle: '共有ギャラリーから人物を消去',
  forgetNext: '次へ…',
  forgetAsk: (name) => `${name} を共有ギャラリーから消去しますか？`,
  forgetText:
    'この人物の顔は、誰が送ったものもすべてギャラリーから完全に消えます。共有しているライブラリからは、ギャラリーから受け取った顔と保存した顔が、次に受け取るときに消えます。元に戻せません。写真、ライブラリが自ら登録した顔、すでに脱退したライブラリが保存した顔は残ります。',
  forgetNow: '完全に消去',
  forgetting: '消去しています…',
  forgotten: (name, count, { taken, cleared }) =>
    `${name} をギャラリーから消去しました（顔 ${count} 個）。${
      taken ? '' : 'このライブラリにはまだ反映されていません。「今すぐ受け取る」を選んでください。'
    }${cleared ? '' : 'サーバー上の顔のデータはまだ上書きされていません（後で自動的に上書きされます）。'}`,
  publishTitle: '全員のヘッド',
  publishHelp:
    'すべてのライブラリが認識に使うヘッドです。新しくした後は、それぞれが一度送信する必要があります。',
  publish: 'ヘッドを公開…',
  publishAsk: '全ライブラリが認識に使うヘッドを公開',
  publishText:
    'それぞれのライブラリは、次に受け取るときにこのヘッドを使い始めます。そのヘッドで送信するまで、その人々はほかでは認識されません。',
  publishNow: '公開',
  publishing: '公開しています…',
  published: (head, version) =>
    `${head} をバージョン ${version} として公開しました。このヘッドで人々を送信してください。`,
  membersTitle: 'アクセスできるログイン',
  membersHelp:
    'データベースのログインと、ギャラリーでの権限です。ほかの人を所有者にできるのは、サーバーの管理者だけです。',
  memberColumns: ['ログイン', '権限'],
  memberRoles: {
    reader: '認識',
    enroller: '認識・登録・訂正',
    owner: 'すべて（所有者）',
  },
  you: (login) => `${login}（あなた）`,
  grant: 'アクセスを許可…',
  grantTitle: 'ギャラリーへのアクセスを許可',
  login: 'ログイン',
  loginHelp:
    'データベースのログインの名前です（例: anna）。なければ、パスワードとともに作成されます。すでに許可されている場合は、権限が変わります。',
  may: '権限',
  grantNow: 'アクセスを許可',
  granting: '許可しています…',
  granted: (login) => `${login} はギャラリーにアクセスできます`,
  passOn: {
    known: 'このアドレスを伝えてください。このログインのパスワードは変わりません。',
    made: 'ログインを作成しました。アドレスとパスワードを、別々のメッセージで伝えてください。パスワードが表示されるのは今だけです。失くした場合は、サーバーの管理者が設定し直す必要があります。',
    local:
      'このアドレスはこのコンピューターを指しています。ほかのコンピューターで使うときは、アドレスのホスト名をサーバーの名前に置き換えてください。',
    certificates:
      'この接続では、ファイルにある証明書でサーバーを検証しています。そのファイルも渡してください。参加する人は、アドレスの ? か & の後に sslrootcert=ファイル を付けます。',
  },
  passedOn: 'パスワードを伝えました（または書き留めました）',
  copy: 'コピー',
  copyOf: (what) => `${what}をコピー`,
  copied: 'コピーしました',
  copiedOf: (what) => `${what}をコピーしました`,
  revoke: 'アクセスを取り消す…',
  revokeOf: (login) => `${login} のアクセスを取り消す…`,
  revokeAsk: (login) => `${login} のアクセスを取り消しますか？`,
  revokeText:
    'このログインは、受け取りも送信もできなくなります。そのライブラリがすでに受け取ったものは脱退するまでそこに残り、送ったものはギャラリーに残ります。ログイン自体はサーバーに残り、また許可できます。',
  revokeNow: 'アクセスを取り消す',
  revoking: '取り消しています…',
  revoked: (login) => `${login} はギャラリーにアクセスできなくなりました。`,
  givenBack: (login) => `${login} はまたギャラリーにアクセスできます。`,
  leaveTitle: '共有ギャラリーから脱退しますか？',
  leaveText: (has, kept) =>
    kept === 0
      ? `ほかの人が登録した${has === 0 ? '人々' : ` ${has} 人`}は、ここでは認識されなくなります。残したい場合は、先に保存してください。`
      : `保存した ${kept} 人は残ります。ほかの人が登録したそれ以外の人は、ここでは認識されなくなります。新しく届いた人も残すには、先にもう一度保存してください。`,
  leaveWaiting: (count) => `まだ反映されていない訂正 ${count} 件は失われます。`,
  leaveStays: '送信したものは、そこに残ります。',
  leaveNow: '脱退',
  leaving: '脱退しています…',
  left: (server) => `${server} から脱退しました。`,
  corrections: '全員に送る訂正',
  correctionColumns: ['訂正', '状態'],
  correctionsHelp:
    '待っている訂正は「送信」か、次の「名前を訂正…」で送られます。拒否された訂正は、どちらを採るか選んでください。自分の訂正を採ると送信待ちに戻り、次の「送信」で送られます。',
  correction: (from, to) => `${from} → ${to}`,
  waits: '送信待ち',
  taken: (name) => `拒否：そこでは別の人が ${name} という名前です`,
  changed: (login, at) => `拒否：${login ?? '誰か'} が${at === null ? '' : ` ${at} に`}同じ人を訂正しました`,
  mine: '自分の訂正',
  theirs: '相手の訂正',
  mineOf: (from, to) => `自分の訂正を採る：${from} → ${to}`,
  theirsOf: (from, to) => `相手の訂正を採り、${from} → ${to} を取りやめる`,
  decided: {
    mine: (from, to) => `${from} → ${to} は送信待ちに戻りました。`,
    theirs: (from, to) => `${from} → ${to} を取りやめました。`,
  },
};
