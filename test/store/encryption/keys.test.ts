import { describe, expect, test } from 'vitest';
import {
  databaseKey,
  filesKey,
  idOf,
  keysText,
  newKeys,
  openByPassphrase,
  openByRecoveryKey,
  parseKeys,
  withNewRecoveryKey,
  withPassphrase,
} from '../../../src-main/store/encryption/keys.ts';
import {
  newRecoverySecret,
  recoverySecret,
  recoveryText,
} from '../../../src-main/store/encryption/recovery-key.ts';
import { openBytes, sealBytes } from '../../../src-main/store/encryption/seal-bytes.ts';

const problem = (name: string) => expect.objectContaining({ problem: name });

describe('a recovery key', () => {
  test('is six groups of six that are read back however they were written down', () => {
    for (let i = 0; i < 50; i++) {
      const secret = newRecoverySecret();
      const text = recoveryText(secret);
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/);
      for (const written of [
        text,
        text.toLowerCase(),
        text.replaceAll('-', ' '),
        text.replaceAll('0', 'O').replaceAll('1', 'l'),
      ])
        expect(recoverySecret(written)).toEqual(Uint8Array.from(secret));
    }
  });

  test('with a slip is told from a wrong one', () => {
    const text = recoveryText(newRecoverySecret());
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '-') continue;
      const slip = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
      expect(() => recoverySecret(slip)).toThrow(problem('recovery-key-mistyped'));
    }
    for (const other of ['', text.slice(1), `${text}A`, text.replace(/.$/, 'U')])
      expect(() => recoverySecret(other)).toThrow(problem('recovery-key-mistyped'));
  });
});

describe('the keys of a library', () => {
  test('open by the passphrase, in whichever way its letters are written, and by the recovery key', async () => {
    const { key, keys, recoveryKey } = newKeys();
    const locked = await withPassphrase(keys, key, 'Zürich und 9 Äpfel');
    expect(await openByPassphrase(locked, 'Zürich und 9 Äpfel'.normalize('NFD'))).toEqual(key);
    expect(openByRecoveryKey(locked, recoveryKey)).toEqual(key);
    await expect(openByPassphrase(locked, 'Zürich und 8 Äpfel')).rejects.toThrow(problem('passphrase-wrong'));
    await expect(openByPassphrase(keys, 'Zürich und 9 Äpfel')).rejects.toThrow(problem('passphrase-wrong'));
    expect(() => openByRecoveryKey(locked, newKeys().recoveryKey)).toThrow(problem('recovery-key-wrong'));
  });

  test('stay the same under another passphrase and another recovery key, which the ones before do not open', async () => {
    const { key, keys, recoveryKey } = newKeys();
    const before = await withPassphrase(keys, key, 'the first passphrase');
    const after = await withPassphrase(before, key, 'the second passphrase');
    expect(await openByPassphrase(after, 'the second passphrase')).toEqual(key);
    await expect(openByPassphrase(after, 'the first passphrase')).rejects.toThrow(
      problem('passphrase-wrong'),
    );
    const renewed = withNewRecoveryKey(after, key);
    expect(openByRecoveryKey(renewed.keys, renewed.recoveryKey)).toEqual(key);
    expect(() => openByRecoveryKey(renewed.keys, recoveryKey)).toThrow(problem('recovery-key-wrong'));
  });

  test('want a passphrase of ten characters', async () => {
    const { key, keys } = newKeys();
    await expect(withPassphrase(keys, key, 'too short')).rejects.toThrow(problem('passphrase-short'));
  });

  test('lie in a file that has none of them, and damage of which is told from a wrong passphrase', async () => {
    const { key, keys, recoveryKey } = newKeys();
    const text = keysText(await withPassphrase(keys, key, 'a good passphrase'));
    expect(parseKeys(text)).toMatchObject({ id: idOf(key) });
    for (const secret of [key, databaseKey(key).subarray(0, 32), filesKey(key)])
      for (const form of ['hex', 'base64', 'base64url'] as const)
        expect(text.toLowerCase()).not.toContain(
          Buffer.from(secret).toString(form).replace(/=+$/, '').toLowerCase(),
        );
    expect(text).not.toContain(recoveryKey);
    for (const place of ['"salt": "', '"locked": "', '"id": "']) {
      const at = text.indexOf(place) + place.length;
      const changed = `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
      expect(parseKeys(changed), place).toBeNull();
    }
    expect(parseKeys(text.slice(0, -10))).toBeNull();
  });
});

test('bytes open with the key and the place that they were sealed for, and never if a bit was changed', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const sealed = sealBytes(key, 'runs/1/faces.json', Buffer.from('a secret'));
  expect(openBytes(key, 'runs/1/faces.json', sealed)!.toString()).toBe('a secret');
  expect(openBytes(other, 'runs/1/faces.json', sealed)).toBeNull();
  expect(openBytes(key, 'runs/2/faces.json', sealed)).toBeNull();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(openBytes(key, 'runs/1/faces.json', changed)).toBeNull();
  }
  expect(openBytes(key, '', Buffer.alloc(3))).toBeNull();
  expect(sealBytes(key, '', Buffer.from('a'))).not.toEqual(sealBytes(key, '', Buffer.from('a')));
});
