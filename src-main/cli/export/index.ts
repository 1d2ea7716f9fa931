/** `tammes export`: files for other programs, and their undo. */
import { Command } from 'commander';
import { tableKind } from '../../../src-shared/contract/index.ts';
import { addHeadExport } from './head.ts';
import { addModelExport } from './model.ts';
import { addTableExport } from './tables.ts';
import { addXmpExport } from './xmp.ts';

export function exportCommand(): Command {
  const command = new Command('export')
    .description('write heads, data and names for other programs')
    .exitOverride();
  addXmpExport(command);
  addHeadExport(command);
  addModelExport(command);
  for (const kind of tableKind.options) addTableExport(command, kind);
  return command;
}
