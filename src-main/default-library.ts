import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a library lies when nothing else is said, the same for the app and the command line. */
export const defaultLibrary = process.env.TAMMES_LIBRARY ?? join(homedir(), 'Tammes');
