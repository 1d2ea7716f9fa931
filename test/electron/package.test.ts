import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { root } from '../../src-main/app-files.ts';

const template = vi.hoisted((): { items: MenuItemConstructorOptions[] } => ({ items: [] }));
vi.mock('electron', () => ({
  app: { isPackaged: true },
  Menu: {
    buildFromTemplate: (items: MenuItemConstructorOptions[]) => {
      template.items = items;
    },
    setApplicationMenu: () => {},
  },
}));

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const configuration = read('electron-builder.yml');
/** The value of a setting, wherever it stands. */
const setting = (name: string) => new RegExp(`^ *${name}: (.*)$`, 'm').exec(configuration)?.[1];

test('the packaged app fetches no dictionaries, reads no file:// and shows no developer tools', async () => {
  const { lockedDown } = await import('../../src-main/electron/security.ts');
  const { setMenu } = await import('../../src-main/electron/menu.ts');
  expect(lockedDown.spellcheck).toBe(false);
  expect(setting('grantFileProtocolExtraPrivileges')).toBe('false');
  setMenu('en');
  const roles = JSON.stringify(template.items);
  expect(roles).toContain('zoomIn');
  expect(roles).not.toMatch(/viewMenu|toggleDevTools|reload/i);
});

test('a signed app on macOS may use the camera', () => {
  for (const name of ['entitlements', 'entitlementsInherit'])
    expect(read(setting(name)!)).toMatch(/com\.apple\.security\.device\.camera<\/key>\s*<true\/>/);
  expect(setting('NSCameraUsageDescription')).toContain('stays on this machine');
});
