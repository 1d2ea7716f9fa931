/** The command line: the same services as the app, one file a command. */
import { Command, CommanderError } from 'commander';
import { toFailure } from '../../src-shared/errors/index.ts';
import { version } from '../app-files.ts';
import { commands } from './commands.ts';
import { reportFailure } from './output.ts';
import { schemaCommand } from './schema.ts';
import { unlock } from './secrets.ts';

const program = new Command('tammes')
  .description(
    'A desktop lab for face recognition. Nothing leaves your machine unless you connect a database, share a gallery, or serve other machines.',
  )
  .version(version)
  // Options after a command belong to the command.
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true })
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage. Progress goes to standard error.')
  .exitOverride()
  // An encrypted library is opened before any command on it; these ask for themselves, or need none of its content.
  .hook('preAction', async (_, command) => {
    const { library, list } = command.opts<{ library?: string; list?: boolean }>();
    const folder = command.name() === 'repair' ? command.args[0] : library;
    if (folder !== undefined && list !== true && !['encrypt', 'restore', 'serve'].includes(command.name()))
      await unlock(folder);
  });

const all = commands();
for (const command of [...all, schemaCommand(all)]) program.addCommand(command.exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and --version come here too, with exit code 0; commander has printed the message.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const failure = toFailure(error);
    reportFailure(failure, error);
    process.exitCode = failure.code === 'bad-input' ? 2 : 1;
  }
}
