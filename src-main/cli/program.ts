/** The command line: the same services as the app, one file a command. */
import { Command, CommanderError } from 'commander';
import { toFailure } from '../../src-shared/errors/index.ts';
import { version } from '../app-files.ts';
import { demoCommand } from './demo/index.ts';
import { doctorCommand } from './doctor.ts';
import { enrolCommand } from './enrol.ts';
import { evaluateCommand } from './evaluate/index.ts';
import { facesCommand } from './faces.ts';
import { headsCommand } from './heads.ts';
import { ingestCommand } from './ingest.ts';
import { lossesCommand } from './losses/index.ts';
import { matchCommand } from './match.ts';
import { missingCommand } from './missing.ts';
import { reportFailure } from './output.ts';
import { peopleCommand } from './people.ts';
import { rereadCommand } from './reread.ts';
import { runsCommand } from './runs.ts';
import { serveCommand } from './serve.ts';
import { sphereCommand } from './sphere/index.ts';
import { storyCommand } from './story/index.ts';
import { trainCommand } from './train.ts';

const program = new Command('tammes')
  .description('A desktop lab for face recognition. Nothing leaves your machine.')
  .version(version)
  // Options after a command belong to the command.
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true })
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage. Progress goes to standard error.')
  .exitOverride();

const commands = [
  demoCommand(),
  ingestCommand(),
  rereadCommand(),
  missingCommand(),
  runsCommand(),
  trainCommand(),
  headsCommand(),
  enrolCommand(),
  matchCommand(),
  evaluateCommand(),
  peopleCommand(),
  facesCommand(),
  sphereCommand(),
  storyCommand(),
  lossesCommand(),
  doctorCommand(),
  serveCommand(),
];
for (const command of commands) program.addCommand(command.exitOverride());

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
