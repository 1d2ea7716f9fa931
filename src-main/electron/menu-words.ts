import type { Language } from '../../src-shared/errors/index.ts';

const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  help: 'Help',
  addFolder: 'Add Folder…',
  openLibrary: 'Open Library…',
  settings: 'Settings…',
  undo: 'Undo',
  redo: 'Redo',
  palette: 'Find an Action or a Person…',
  sidebar: 'Collapse or Expand the Sidebar',
  themes: { auto: "System's Theme", light: 'Light Theme', dark: 'Dark Theme' },
  shortcuts: 'Keyboard Shortcuts',
  about: 'About Tammes',
  screens: {
    library: 'Library',
    people: 'People',
    review: 'Review',
    recognise: 'Recognise',
    train: 'Train',
    runs: 'Runs',
    losses: 'Losses',
    sphere: 'Sphere',
    story: 'Story',
  },
};

const ja: typeof en = {
  file: 'ファイル',
  edit: '編集',
  view: '表示',
  go: '移動',
  help: 'ヘルプ',
  addFolder: 'フォルダを追加…',
  openLibrary: 'ライブラリを開く…',
  settings: '設定…',
  undo: '元に戻す',
  redo: 'やり直す',
  palette: '操作や人を探す…',
  sidebar: 'サイドバーを折りたたむ・広げる',
  themes: { auto: 'システムのテーマ', light: 'ライトテーマ', dark: 'ダークテーマ' },
  shortcuts: 'キーボードショートカット',
  about: 'Tammes について',
  screens: {
    library: 'ライブラリ',
    people: '人',
    review: '確認',
    recognise: '認識',
    train: '学習',
    runs: '学習の記録',
    losses: '損失',
    sphere: '球面',
    story: '物語',
  },
};

/** Words of the native menus; Electron's roles bring their own. */
export const menuWords: Readonly<Record<Language, typeof en>> = { en, ja };
