import { Command } from 'commander';
import { z } from 'zod';
import {
  type BackendStatus,
  backendStatus,
  type LibraryReport,
  libraryUse,
} from '../../src-shared/contract/index.ts';
import { englishFailure, type Failure, toEnglish } from '../../src-shared/errors/index.ts';
import { version } from '../app-files.ts';
import { listBackends } from '../compute/choose-backend.ts';
import { electronStatus } from '../electron-status.ts';
import { networkRuntime } from '../services/backbone-files.ts';
import { encryptionOf, whyNotEncrypted } from '../services/encryption.ts';
import { checkLibrary, isLibrary, worksStill } from '../services/health.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, progressLine, table } from './output.ts';

/** Of a check that found damage. */
const damageFound = 3;

const answer = z.object({
  tammes: z.string(),
  node: z.string(),
  platform: z.string(),
  library: z.string(),
  healthy: z.boolean(),
  faults: z.array(englishFailure.extend({ stops: z.array(libraryUse) })),
  works: z.array(libraryUse),
  foldersGone: z.array(englishFailure),
  encryption: z.object({
    available: z.boolean(),
    reason: z.string(),
    library: z.enum(['encrypted', 'clear']),
  }),
  /** What runs networks that people bring: ONNX Runtime's binary, or its build for WebAssembly; null: neither is there. */
  networks: z.enum(['native', 'wasm']).nullable(),
  window: z.object({ available: z.boolean(), reason: z.string() }),
  backends: z.array(backendStatus.omit({ failure: true }).extend({ reason: z.string() })),
});

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check the library for damage, and list the backends that run on this machine')
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
The check reads all of the library: pages and rows of its database, features, heads, files of runs, and backups. It changes nothing. It says what is damaged, what still works, and what to do. Exit codes: 0 healthy, 3 damage was found.`,
    )
    .action(async (options: { library: string; json?: boolean }) => {
      const check = await checkWithProgress(options.library);
      const backends = (await listBackends()).map(withReason);
      const window = electronStatus();
      const why = whyNotEncrypted();
      const networks = await networkRuntime();
      const isEncrypted = encryptionOf(options.library) !== null;
      const report: z.infer<typeof answer> = {
        tammes: version,
        node: process.versions.node,
        platform: `${process.platform} ${process.arch}`,
        library: options.library,
        healthy: check.faults.length === 0,
        faults: check.faults.map(({ failure, stops }) => ({ ...toEnglish(failure), stops })),
        works: worksStill(check),
        foldersGone: check.gone.map(toEnglish),
        encryption: {
          available: why === null,
          reason: why === null ? '' : sentencesOf(why),
          library: isEncrypted ? 'encrypted' : 'clear',
        },
        ...{ networks, window, backends },
      };
      print(options.json, answer, report, () =>
        [
          `Tammes ${version}, Node ${process.versions.node}, ${report.platform}`,
          ...libraryText(options.library, check),
          `Encryption: ${isEncrypted ? 'the library is encrypted' : why === null ? 'possible; the library is in clear' : `no. ${sentencesOf(why)}`}`,
          `Networks that you bring: ${networkWords[networks ?? 'none']}`,
          `Desktop window: ${window.available ? 'yes' : `no. ${window.reason}`}`,
          '',
          table([
            ['backend', 'usable', 'runs on, or why not'],
            ...backends.map((status) => [status.id, status.available ? 'yes' : 'no', describe(status)]),
          ]),
        ].join('\n'),
      );
      if (check.faults.length > 0) process.exitCode = damageFound;
    });
}

/** Checks a library as it is; only one that is healthy, or not there yet, is opened to be written. */
async function checkWithProgress(library: string): Promise<LibraryReport> {
  const line = progressLine('Checking the library', 100);
  const check = isLibrary(library)
    ? await checkLibrary(library, true, { onProgress: (share) => line.update(Math.floor(100 * share)) })
    : { at: new Date().toISOString(), thorough: true, faults: [], gone: [] };
  line.end();
  if (check.faults.length === 0) openStore(library).close();
  return check;
}

const networkWords = {
  native: "run by ONNX Runtime's binary",
  wasm: 'run by ONNX Runtime on WebAssembly, some five times slower, as its binary does not start on this machine',
  none: 'cannot be run: ONNX Runtime is not there',
} as const;

const useWords = {
  names: 'names',
  recognition: 'recognition',
  training: 'training',
  photos: 'photos and pictures of faces',
  undo: 'undo',
  runs: 'runs',
} as const;

function libraryText(library: string, check: LibraryReport): string[] {
  const { faults, gone } = check;
  const sentences = (failure: (typeof gone)[number]) => {
    const { message, remedy } = toEnglish(failure);
    return [`  ${message}`, `    ${remedy}`];
  };
  const works = worksStill(check).map((use) => useWords[use]);
  return [
    `Library: ${library} (${faults.length === 0 ? 'healthy, can be written' : 'damaged'})`,
    ...faults.flatMap(({ failure }) => sentences(failure)),
    ...(faults.length === 0
      ? []
      : [
          works.length === libraryUse.options.length
            ? '  Everything else works.'
            : `  Still works: ${works.join(', ') || 'nothing'}.`,
        ]),
    ...gone.flatMap(sentences),
  ];
}

const sentencesOf = (failure: Failure) => {
  const { message, remedy } = toEnglish(failure);
  return `${message} ${remedy}`;
};

/** Why a backend cannot be used and what would help, in English; empty when available. */
const withReason = ({ failure, ...status }: BackendStatus) => ({
  ...status,
  reason: failure === null ? '' : sentencesOf(failure),
});

function describe({ available, device, memory, isSoftware, reason }: ReturnType<typeof withReason>): string {
  if (!available) return reason;
  const parts = [device, memory, isSoftware ? 'no GPU: slower than wasm, so that auto skips it' : ''];
  return parts.filter((part) => part !== '').join('; ');
}
