import { expect, test } from 'vitest';
import { menuWords } from '../../src-main/electron/menu-words.ts';
import { en } from '../../src-renderer/app/messages/en.ts';
import { ja } from '../../src-renderer/app/messages/ja.ts';

test.each([
  ['en', en],
  ['ja', ja],
] as const)(
  'the menu has every screen and calls it, and the history, as the window does: %s',
  (language, messages) => {
    const { screens, history } = menuWords[language];
    // Settings are in another menu.
    const { settings, ...others } = messages.screens;
    expect(settings).not.toBe('');
    expect(screens).toEqual(others);
    expect(history).toBe(messages.history.title);
  },
);
