/** The folder of what Tammes remembers apart from libraries, where the systems want it: the app and the web host share it. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const home = homedir();

export const userFolder = {
  darwin: join(home, 'Library', 'Application Support', 'Tammes'),
  win32: join(process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Tammes'),
  other: join(process.env.XDG_STATE_HOME ?? join(home, '.local', 'state'), 'tammes'),
}[process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'other'];
