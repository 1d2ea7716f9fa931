import { Command } from 'commander';
import type { BackendStatus } from '../../src-shared/contract/index.ts';
import { version } from '../app-files.ts';
import { listBackends } from '../compute/choose-backend.ts';
import { electronStatus } from '../electron-status.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('list the backends that run on this machine, and why the others do not')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .action(async (options: { library: string; json?: boolean }) => {
      const backends = await listBackends();
      openStore(options.library).close();
      const window = electronStatus();
      const report = {
        tammes: version,
        node: process.versions.node,
        platform: `${process.platform} ${process.arch}`,
        library: options.library,
        window,
        backends,
      };
      print(options.json, report, () =>
        [
          `Tammes ${version}, Node ${process.versions.node}, ${report.platform}`,
          `Library: ${options.library} (can be written)`,
          `Desktop window: ${window.available ? 'yes' : `no. ${window.reason}`}`,
          '',
          table([
            ['backend', 'usable', 'runs on, or why not'],
            ...backends.map((status) => [status.id, status.available ? 'yes' : 'no', describe(status)]),
          ]),
        ].join('\n'),
      );
    });
}

function describe({ available, device, memory, isSoftware, reason }: BackendStatus): string {
  if (!available) return reason;
  const parts = [device, memory, isSoftware ? 'no GPU: slower than wasm, auto passes it over' : ''];
  return parts.filter((part) => part !== '').join('; ');
}
