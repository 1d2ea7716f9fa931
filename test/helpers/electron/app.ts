/** Electron's `app`, and what else of the system its main process meets: a process of Node's stands in for it. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { Like } from './like.ts';

class App extends EventEmitter implements Like<Electron.App, 'commandLine'> {
  readonly isPackaged = true;
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'> = { appendSwitch() {} };
  /** With what it was to start anew. */
  relaunched: Electron.RelaunchOptions | undefined;

  enableSandbox(): void {}

  requestSingleInstanceLock(): boolean {
    return true;
  }

  async whenReady(): Promise<void> {}

  getLocale(): string {
    return 'en-US';
  }

  relaunch(options?: Electron.RelaunchOptions): void {
    this.relaunched = options;
  }

  /** As Electron: whoever hears `before-quit` may keep the app open and quit later. */
  quit(): void {
    let stays = false;
    this.emit('before-quit', { preventDefault: () => (stays = true) });
    if (!stays) this.emit('quit', {}, 0);
  }

  exit(code?: number): void {
    this.emit('quit', {}, code ?? 0);
  }
}
export const app = new App();

/** What the person would choose; a dialog that is asked for nothing is cancelled. */
export const choices: { folder: string | null; errors: string[] } = { folder: null, errors: [] };

export const dialog: Like<Electron.Dialog> = {
  async showOpenDialog() {
    const { folder } = choices;
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] };
  },
  showErrorBox(title, content) {
    choices.errors.push(`${title}: ${content}`);
  },
};

/** The system's keychain. `secret` is what another user of the machine, or one whose keychain was lost, does not have. */
export const vault: { backend: 'basic_text' | 'gnome_libsecret'; secret: string } = {
  backend: 'gnome_libsecret',
  secret: 'of this user',
};

export const safeStorage: Like<Electron.SafeStorage> = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => vault.backend,
  encryptString: (text) => Buffer.from(`${vault.secret}:${text}`).map((byte) => byte ^ 0x5a) as Buffer,
  decryptString(bytes) {
    const text = bytes.map((byte) => byte ^ 0x5a).toString();
    if (!text.startsWith(`${vault.secret}:`))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    return text.slice(vault.secret.length + 1);
  },
};

/** The menu as it was last set. */
export const menus: { template: Electron.MenuItemConstructorOptions[] } = { template: [] };

export const Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'> = {
  buildFromTemplate(template) {
    menus.template = template as Electron.MenuItemConstructorOptions[];
    return template as unknown as Electron.Menu;
  },
  setApplicationMenu() {},
};
