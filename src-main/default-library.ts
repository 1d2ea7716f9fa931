import { homedir } from 'node:os';
import { join } from 'node:path';
import { followMoves } from './moved-library.ts';

/** Where a library lies when nothing else is said, the same for the app and the command line; it is found again where it was moved. */
export const defaultLibrary = followMoves(process.env.TAMMES_LIBRARY ?? join(homedir(), 'Tammes'));
