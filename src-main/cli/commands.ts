/** All commands, one file each. */
import type { Command } from 'commander';
import { apiCommand } from './api.ts';
import { backboneCommand, backbonesCommand } from './backbone.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { demoCommand } from './demo/index.ts';
import { doctorCommand } from './doctor.ts';
import { encryptCommand } from './encrypt.ts';
import { enrolCommand } from './enrol.ts';
import { evaluateCommand } from './evaluate/index.ts';
import { evaluationsCommand } from './evaluations.ts';
import { exportCommand } from './export/index.ts';
import { facesCommand } from './faces.ts';
import { galleryCommand } from './gallery.ts';
import { headsCommand } from './heads.ts';
import { historyCommand, redoCommand, undoCommand } from './history.ts';
import { importCommand } from './import.ts';
import { ingestCommand } from './ingest.ts';
import { libraryCommand } from './library.ts';
import { lossesCommand } from './losses/index.ts';
import { matchCommand } from './match.ts';
import { missingCommand } from './missing.ts';
import { peopleCommand } from './people.ts';
import { privacyRecordCommand } from './privacy-record.ts';
import { recogniseCommand } from './recognise.ts';
import { repairCommand } from './repair.ts';
import { rereadCommand } from './reread.ts';
import { retentionCommand } from './retention.ts';
import { reviewCommand } from './review.ts';
import { runsCommand } from './runs.ts';
import { serveCommand } from './serve.ts';
import { sphereCommand } from './sphere/index.ts';
import { storyCommand } from './story/index.ts';
import { sweepCommand } from './sweep.ts';
import { sweepsCommand } from './sweeps.ts';
import { trainCommand } from './train.ts';
import { verifyCommand } from './verify.ts';

/** In the order of the help. */
export const commands = (): Command[] => [
  demoCommand(),
  ingestCommand(),
  rereadCommand(),
  missingCommand(),
  runsCommand(),
  trainCommand(),
  sweepCommand(),
  sweepsCommand(),
  headsCommand(),
  backboneCommand(),
  backbonesCommand(),
  enrolCommand(),
  galleryCommand(),
  matchCommand(),
  recogniseCommand(),
  verifyCommand(),
  evaluateCommand(),
  evaluationsCommand(),
  peopleCommand(),
  retentionCommand(),
  privacyRecordCommand(),
  exportCommand(),
  importCommand(),
  facesCommand(),
  undoCommand(),
  redoCommand(),
  historyCommand(),
  reviewCommand(),
  sphereCommand(),
  storyCommand(),
  lossesCommand(),
  libraryCommand(),
  backupCommand(),
  restoreCommand(),
  encryptCommand(),
  repairCommand(),
  doctorCommand(),
  serveCommand(),
  apiCommand(),
];
