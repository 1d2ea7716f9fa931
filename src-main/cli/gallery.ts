/** `tammes gallery`: what finds the people nearest to a face. */
import { Command, Option } from 'commander';
import { z } from 'zod';
import {
  type EngineName,
  engineName,
  type GalleryState,
  galleryState,
  offersIndexFrom,
} from '../../src-shared/contract/index.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { setEngine } from '../services/gallery.ts';
import { findHead } from '../services/heads.ts';
import { openStore } from '../store/store.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print, progressLine, table } from './output.ts';

interface Options {
  library: string;
  head?: string;
  engine?: EngineName;
  json?: boolean;
}

const answer = galleryState.extend({ head: z.string(), failure: englishFailure.nullable() });
type Answer = z.infer<typeof answer>;

export function galleryCommand(): Command {
  return new Command('gallery')
    .description(
      'show or choose how the people nearest to a face are found: with everybody compared, or by an index',
    )
    .addOption(
      new Option('--engine <name>', 'search with this engine from now on').choices(engineName.options),
    )
    .addOption(headOption())
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
exact: a face is compared with everybody.
usearch: an index finds people near a face, and the face is compared with these alone. Tammes measures on enrolled faces how many of the
ten nearest people the index finds, and lets it look at more people until that is 99.9 %. Until then, or if that is out of reach, a face
is compared with everybody. The index is a file in the library's folder; an encrypted library has no such file, and its index is built
in memory at each start.
Thresholds and probabilities are the same with both. An index is faster from about ${offersIndexFrom.toLocaleString('en')} people on.`,
    )
    .action(run);
}

async function run({ library, head: wanted, engine, json }: Options): Promise<void> {
  const store = openStore(library);
  const galleries = openGalleries(store.folder);
  try {
    const head = await findHead(store, wanted);
    if (engine !== undefined) setEngine(store, engine);
    const state = await settled(await galleries.state(head.id), (tell) => galleries.settled(head.id, tell));
    const failure = state.failure && toEnglish(state.failure);
    const result: Answer = { ...state, head: head.name, failure };
    print(json, answer, result, () => textOf(result));
  } finally {
    await galleries.close();
    store.close();
  }
}

/** With a line of progress while an index is built and measured. */
async function settled(
  now: GalleryState,
  wait: (tell: (state: GalleryState) => void) => Promise<GalleryState>,
): Promise<GalleryState> {
  if (now.index === null) return now;
  const line = progressLine('Building the index', now.vectors, now.index.indexed);
  const state = await wait(({ index }) =>
    line.update(index?.indexed ?? 0, index?.phase === 'measuring' ? 'measuring' : ''),
  );
  line.end();
  return state;
}

function textOf(state: Answer): string {
  const { index, failure } = state;
  return [
    table([
      ['', ''],
      ['engine', state.engine],
      ['head', state.head],
      ['enrolled faces', state.faces],
      ['people', state.vectors],
      ['memory', mebibytes(state.memory)],
      ['index file', state.disk === 0 ? 'none' : mebibytes(state.disk)],
      ...(index?.recall
        ? [
            ['recall at 10', percent(index.recall.at10)],
            ['recall at 1', percent(index.recall.at1)],
            ['measured on', `${index.recall.probes} enrolled faces`],
            ['looks at', `${index.recall.expansion} people a search`],
          ]
        : []),
    ]),
    ...(failure === null ? [] : [failure.message, failure.remedy]),
    ...adviceOf(state),
  ].join('\n');
}

function adviceOf({ engine, index, answers, vectors, failure }: Answer): string[] {
  if (index?.phase === 'too-rough')
    return ['The index misses too many people, so each face is compared with everybody.'];
  if (index !== null && answers === 'exactly')
    return ['With so few people, the index is no faster, so each face is compared with everybody.'];
  if (engine === 'exact' && failure === null && vectors >= offersIndexFrom)
    return ['With so many people, an index is faster: tammes gallery --engine usearch'];
  return [];
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
