/** `tammes backbone` and `tammes backbones`: networks that people bring. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { backboneCandidate, backboneInfo, faceTemplate } from '../../src-shared/contract/index.ts';
import {
  type BackboneWork,
  backboneNamed,
  backbonesOf,
  removeBackbone,
  takeBackbone,
  useBackbone,
} from '../services/backbones.ts';
import { besidePath, inspectBackbone, type SaidOfBackbone } from '../services/inspect-backbone.ts';
import { openStore, type Store } from '../store/store.ts';
import { createVisionPool } from '../vision/pool.ts';
import { backbonesText, describedText, descriptorText, proofText } from './backbone-text.ts';
import { jsonOption, libraryOption, type ProgressLine, print, progressLine, stopSignal } from './output.ts';
import { number } from './settings.ts';

interface AddOptions {
  name?: string;
  template?: 'arcface112' | 'chip150';
  side?: number;
  colours?: 'rgb' | 'bgr';
  mean?: number;
  deviation?: number;
  output?: string;
  mirror?: boolean;
  licence?: string;
  dryRun?: boolean;
  write?: boolean;
  library: string;
  json?: boolean;
}

const addAnswer = z.union([
  backboneCandidate.extend({ hash: z.string() }),
  backboneInfo.extend({ source: backboneCandidate.shape.source, pace: z.number() }),
]);
const listAnswer = z.union([
  z.array(backboneInfo),
  z.object({ removed: z.string(), runs: z.int() }),
  z.object({ backbone: z.string(), total: z.int(), done: z.int(), fromChips: z.int(), lost: z.int() }),
]);

export function backboneCommand(): Command {
  const command = new Command('backbone').description('add a network that describes faces').exitOverride();
  command
    .command('add')
    .description('add an ONNX network to the library, and test it on the people there, before it is used')
    .argument('<file>', 'ONNX file')
    .option('--name <name>', 'name of the backbone (default: that of the file)')
    .addOption(
      new Option(
        '--template <template>',
        'how a face is aligned in the picture that the network takes',
      ).choices(faceTemplate.options),
    )
    .option('--side <pixels>', 'side of that picture', number)
    .addOption(
      new Option('--colours <order>', 'order of the colours in that picture').choices(['rgb', 'bgr']),
    )
    .option('--mean <value>', 'subtracted from each value of the picture, 0 to 255', number)
    .option('--deviation <value>', 'by which the difference is then divided', number)
    .option('--output <name>', 'the output that is the feature, if the network has several')
    .option('--no-mirror', 'do not describe the mirror image of each face, too')
    .option('--licence <text>', 'licence of the network')
    .option('--dry-run', 'say what the network is taken for, and add nothing')
    .option('--write', 'with --dry-run: write FILE.backbone.json, in which you can correct this')
    .addOption(libraryOption())
    .addOption(jsonOption(addAnswer))
    .addHelpText(
      'after',
      `
The network has to take a square picture of a face in three colours, and to give a row of numbers. Tammes guesses the rest from the file. If a guess
is wrong, correct it in FILE.backbone.json beside the file. Options take precedence over both. arcface112 is the template of ArcFace, SFace,
MobileFaceNet and similar networks; chip150 is the template of Tammes' own chips.

Tammes checks the file, runs the network on trial, and copies it into the library. It then runs the network on the faces that have names, and compares
it with the backbone in use: wrong colours or a wrong scale show there. If the command was stopped, start it again to continue. Networks run on this
machine; none is downloaded.`,
    )
    .action(add);
  return command;
}

export function backbonesCommand(): Command {
  return new Command('backbones')
    .description('list the backbones of the library, use another one, or remove one')
    .option('--use <backbone>', 'describe all faces with this backbone, and recognise with it from then on')
    .addOption(
      new Option(
        '--remove <backbone>',
        'remove a backbone that is not in use, with its features, heads and runs',
      ).conflicts('use'),
    )
    .addOption(libraryOption())
    .addOption(jsonOption(listAnswer))
    .addHelpText(
      'after',
      `
Each backbone has its own heads, runs, thresholds and gallery, which are kept while another is in use: \`tammes backbones --use built-in\` goes back in
a moment. Names, boxes and history stay. If the command was stopped, start it again to continue. Until all faces are described, the library uses the
former backbone. Removing cannot be undone.`,
    )
    .action(change);
}

async function add(file: string, options: AddOptions): Promise<void> {
  const network = await inspectBackbone(file, saidBy(options), createVisionPool);
  const { descriptor, source, pace } = network;
  if (options.dryRun) {
    if (options.write)
      await writeFile(besidePath(file), `${JSON.stringify(descriptor, null, 2)}\n`, { flag: 'wx' });
    print(options.json, addAnswer, network, () =>
      [
        `${descriptor.name} (${sources[source]}), ${pace.toFixed(1)} ms a face:`,
        descriptorText(descriptor),
      ].join('\n'),
    );
    return;
  }
  const store = openStore(options.library);
  try {
    const { work, end } = workOf();
    const id = await takeBackbone(store, network, createVisionPool, work).finally(end);
    const backbone = backbonesOf(store).find((one) => one.id === id)!;
    print(options.json, addAnswer, { ...backbone, source, pace }, () =>
      [
        `${descriptor.name} is in the library (${sources[source]}), ${pace.toFixed(1)} ms a face:`,
        descriptorText(descriptor),
        '',
        proofText(backbone.proof),
        '',
        `tammes backbones --use "${descriptor.name}" recognises by it.`,
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

async function change({
  use,
  remove,
  library,
  json,
}: {
  use?: string;
  remove?: string;
  library: string;
  json?: boolean;
}): Promise<void> {
  const store = openStore(library);
  try {
    if (use !== undefined) await changeTo(store, use, json);
    else if (remove !== undefined) {
      const { id, name, runs } = backboneNamed(store, remove);
      await removeBackbone(store, id);
      print(
        json,
        listAnswer,
        { removed: name, runs },
        () => `Removed: ${name}${runs > 0 ? `, with ${runs} runs` : ''}.`,
      );
    } else {
      const backbones = backbonesOf(store);
      print(json, listAnswer, backbones, () => backbonesText(backbones));
    }
  } finally {
    store.close();
  }
}

async function changeTo(store: Store, wanted: string, json: boolean | undefined): Promise<void> {
  const { id, name } = backboneNamed(store, wanted);
  const { work, end } = workOf();
  const described = await useBackbone(store, id, createVisionPool, work).finally(end);
  print(json, listAnswer, { backbone: name, ...described }, () =>
    [...describedText(described), `The library uses the backbone ${name}.`].join('\n'),
  );
}

const sources = {
  beside: 'as the descriptor beside it says',
  inside: 'as its file says',
  guessed: 'guessed',
} as const;

/** Only what was said: the rest is guessed. */
function saidBy(options: AddOptions): SaidOfBackbone {
  const { name, template, side, colours, mean, deviation, output, mirror, licence } = options;
  const all = (value: number): [number, number, number] => [value, value, value];
  return {
    ...(name !== undefined && { name }),
    ...(template !== undefined && { template }),
    input: {
      ...(side !== undefined && { side }),
      ...(colours !== undefined && { colours }),
      ...(mean !== undefined && { mean: all(mean) }),
      ...(deviation !== undefined && { deviation: all(deviation) }),
    },
    output: { ...(output !== undefined && { name: output }) },
    ...(mirror === false && { mirror }),
    ...(licence !== undefined && { licence }),
  };
}

/** Work that shows its progress on standard error. */
function workOf(): { work: BackboneWork; end(): void } {
  let line: { label: string; line: ProgressLine } | null = null;
  const show = (label: string, done: number, total: number) => {
    if (line?.label !== label) {
      line?.line.end();
      line = { label, line: progressLine(label, total) };
    }
    line.line.update(done);
  };
  return {
    work: {
      signal: stopSignal(),
      onProgress: ({ done, total }) => show('Describing faces', done, total),
      onProving: (share) => show('Proving the backbone', Math.floor(100 * share), 100),
    },
    end: () => line?.line.end(),
  };
}
