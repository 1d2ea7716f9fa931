import { Command, Option } from 'commander';
import { methods, type Output } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { findHead } from '../../services/heads.ts';
import { type CentreSource, spreadOfHead } from '../../services/sphere.ts';
import { openStore, type Store } from '../../store/store.ts';
import { headOption } from '../head-option.ts';
import { jsonOption, libraryOption, print, progressLine, stopSignal } from '../output.ts';
import { solveCommand } from './solve.ts';

interface Options {
  library: string;
  head?: string;
  centres?: CentreSource;
  json?: boolean;
}

export function sphereCommand(): Command {
  return (
    new Command('sphere')
      .description("measure how a head's class centres spread over the hypersphere; solve the Tammes problem")
      // Options after a subcommand belong to the subcommand.
      .enablePositionalOptions()
      .addOption(libraryOption())
      .addOption(headOption())
      .addOption(
        new Option(
          '--centres <which>',
          "the head's learned centres, or the mean directions of its embeddings",
        ).choices(['learned', 'means']),
      )
      .addOption(jsonOption(methods['sphere.spread'].output))
      .action(async (options: Options) => {
        const store = openStore(options.library);
        try {
          const head = await findHead(store, options.head);
          const result = await watchSpread(store, head.id, options.centres);
          print(options.json, methods['sphere.spread'].output, result, () => spreadText(result, head.name));
        } finally {
          store.close();
        }
      })
      .addCommand(solveCommand().exitOverride())
  );
}

async function watchSpread(store: Store, headId: number, centres: CentreSource | undefined) {
  const progress = progressLine('Spread, %', 100);
  try {
    return await spreadOfHead(store, headId, centres, {
      signal: stopSignal(),
      onProgress: (share) => progress.update(Math.floor(100 * share)),
    });
  } finally {
    progress.end();
  }
}

function spreadText({ spread, caps, names, source }: Output<'sphere.spread'>, head: string): string {
  const { count, dim, smallestAngle, smallestPair, nearestQuantiles, energies, kissing, optimum, ratio } =
    spread;
  const pairText = ([a, b]: readonly [number, number]) => `${names[a]} and ${names[b]}`;
  const deepest = caps.overlapping.pairs[0];
  return [
    `${count} class centres in ${dim} dimensions (${source === 'learned' ? 'learned' : 'mean directions'}, head ${head})`,
    `smallest angle: ${smallestAngle.toFixed(3)}°, ${pairText(smallestPair)}; ${kissing.count === 1 ? 'no other pair' : counted(kissing.count, 'pair', 'pairs')} within ${kissing.tolerance}°`,
    optimum === null
      ? 'no bound is known'
      : `at best: ${optimum.angle.toFixed(3)}° (${optimum.source}, ${optimum.status}); ratio ${ratio?.toFixed(4)}`,
    `angle to the nearest centre: mean ${spread.meanNearestAngle.toFixed(3)}°; 5 %, 50 %, 95 %: ${nearestQuantiles.p5.toFixed(3)}°, ${nearestQuantiles.p50.toFixed(3)}°, ${nearestQuantiles.p95.toFixed(3)}°`,
    `energies: log ${energies.log.toFixed(3)}, 1/r ${energies.riesz1.toFixed(3)}, 1/r² ${energies.riesz2.toFixed(3)}; MHE ${energies.mhe.toFixed(5)}, Uniform Loss ${energies.uniform.toFixed(5)}`,
    withinText(caps),
    deepest === undefined
      ? 'caps that hold 95 % of each class do not overlap: separable'
      : `caps that hold 95 % of each class overlap in ${counted(caps.overlapping.count, 'pair', 'pairs')}, most ${pairText(deepest.pair)} by ${(-deepest.gap).toFixed(3)}°: not separable`,
  ].join('\n');
}

/** Of all samples together, and of the widest class. */
function withinText({ classes }: Output<'sphere.spread'>['caps']): string {
  const filled = classes.filter((cap) => cap !== null);
  const samples = filled.reduce((sum, cap) => sum + cap.samples, 0);
  if (samples === 0) return 'no samples';
  const mean = filled.reduce((sum, cap) => sum + cap.samples * cap.mean, 0) / samples;
  const widest = Math.max(...filled.map((cap) => cap.p95));
  return `angle to the class centre: mean ${mean.toFixed(3)}° of ${samples} samples; the widest class holds 95 % within ${widest.toFixed(3)}°`;
}
