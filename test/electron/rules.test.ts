import { describe, expect, test } from 'vitest';
import {
  isOwnPage,
  libraryArgument,
  libraryOfStart,
  mayHave,
  mayRequest,
  programToStart,
  withLibrary,
} from '../../src-main/electron/rules.ts';

describe('what a window may do', () => {
  test.each([
    ['tammes://app/', true],
    ['tammes://app/assets/index.js#/train', true],
    ['tammes://other/', false],
    ['tammes://user@app/', false],
    ['https://app/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is a page of ours: %s', (address, expected) => expect(isOwnPage(address)).toBe(expected));

  test.each([
    ['tammes://app/media/chip/1', true],
    ['blob:tammes://app/1', true],
    ['data:image/png;base64,', true],
    ['https://example.com/', false],
    ['http://127.0.0.1/', false],
    ['ws://127.0.0.1/', false],
    ['file:///etc/passwd', false],
  ])('a request to %s may go out: %s', (address, expected) => expect(mayRequest(address)).toBe(expected));

  test('the camera is the only permission, and only ours', () => {
    expect(mayHave('media', 'tammes://app/', ['video'])).toBe(true);
    expect(mayHave('media', 'tammes://app/', ['video', 'audio'])).toBe(false);
    expect(mayHave('media', 'tammes://app/', ['audio'])).toBe(false);
    expect(mayHave('media', 'https://example.com/', ['video'])).toBe(false);
    for (const permission of ['geolocation', 'notifications', 'openExternal', 'usb', 'clipboard-read']) {
      expect(mayHave(permission, 'tammes://app/')).toBe(false);
    }
  });

  test('the library is taken from the command line', () => {
    expect(libraryArgument(['electron', '.', '--library', '/a b'])).toBe('/a b');
    expect(libraryArgument(['electron', '.', '--library=/c'])).toBe('/c');
    expect(libraryArgument(['electron', '.', '--library'])).toBeNull();
    expect(libraryArgument([])).toBeNull();
  });
});

test('the app is started anew on another library with all else as it was', () => {
  for (const args of [['.'], ['.', '--library', '/a'], ['--library=/a', '.'], ['--library', '/a', '.']])
    expect(withLibrary(args, '/b')).toEqual(['.', '--library', '/b']);
});

test('a second start hands over its library, and nothing else is believed', () => {
  expect(libraryOfStart({ library: '/b' })).toBe('/b');
  for (const data of [{ library: null }, {}, null, undefined, '/b', { library: ['/b'] }, { library: '' }])
    expect(libraryOfStart(data)).toBeNull();
});

test('an AppImage is started anew from its file, and any other program from itself', () => {
  const env = { APPIMAGE: '/home/a/Tammes.AppImage', APPDIR: '/tmp/.mount_Tammes1' };
  expect(programToStart('/tmp/.mount_Tammes1/tammes', env)).toEqual({ execPath: env.APPIMAGE });
  // Started by a terminal that is an AppImage.
  expect(programToStart('/opt/Tammes/tammes', env)).toEqual({});
  expect(programToStart('/opt/Tammes/tammes', {})).toEqual({});
});
