import { Command, Option } from 'commander';
import { spreadOfHead } from '../../services/sphere.ts';
import { openStore } from '../../store/store.ts';
import { findHead, headOption } from '../heads.ts';
import { jsonOption, libraryOption, print } from '../output.ts';
import { solveCommand } from './solve.ts';

interface Options {
  library: string;
  head: string;
  centres?: 'learned' | 'means';
  json?: boolean;
}

export function sphereCommand(): Command {
  return (
    new Command('sphere')
      .description("say how a head's class centres spread over the hypersphere; solve the Tammes problem")
      // An option behind a subcommand is the subcommand's.
      .enablePositionalOptions()
      .addOption(libraryOption())
      .addOption(headOption())
      .addOption(
        new Option(
          '--centres <which>',
          "the head's learned centres, or the mean directions of its embeddings",
        ).choices(['learned', 'means']),
      )
      .addOption(jsonOption())
      .action(async (options: Options) => {
        const store = openStore(options.library);
        try {
          const head = await findHead(store, options.head);
          const result = await spreadOfHead(store, head.id, options.centres);
          const { spread, names, source } = result;
          const [a, b] = spread.smallestPair;
          const { optimum, ratio } = spread;
          print(options.json, result, () =>
            [
              `${spread.count} class centres in ${spread.dim} dimensions (${source === 'learned' ? 'learned' : 'mean directions'}, head ${head.name})`,
              `smallest angle: ${spread.smallestAngle.toFixed(3)}°, ${names[a]} and ${names[b]}`,
              `mean angle to the nearest centre: ${spread.meanNearestAngle.toFixed(3)}°`,
              optimum === null
                ? 'no bound is known'
                : `at best: ${optimum.angle.toFixed(3)}° (${optimum.source}, ${optimum.status}); ratio ${ratio?.toFixed(4)}`,
            ].join('\n'),
          );
        } finally {
          store.close();
        }
      })
      .addCommand(solveCommand().exitOverride())
  );
}
