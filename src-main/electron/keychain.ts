/** The system's keychain: Keychain on macOS, the account's protection on Windows, a secret service on Linux. */
import { safeStorage } from 'electron';
import type { Keychain } from '../services/index.ts';

export const keychain: Keychain = {
  why() {
    if (!safeStorage.isEncryptionAvailable()) return 'absent';
    // Without a secret service Electron's own password would stand in the program, for all to read.
    return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
      ? 'plain'
      : null;
  },
  protect: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
  reveal: (bytes) => Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'),
};
