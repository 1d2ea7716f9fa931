/** `tammes gallery`: what finds the people nearest to a face. */
import { Command, Option } from 'commander';
import { z } from 'zod';
import {
  type EngineName,
  engineName,
  type GalleryState,
  galleryServer,
  galleryState,
  offersIndexFrom,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { connectGallery, disconnectGallery, setEngine } from '../services/gallery.ts';
import { findHead } from '../services/heads.ts';
import { openStore, type Store } from '../store/store.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print, progressLine, table } from './output.ts';
import { shareCommand } from './share.ts';

interface Options {
  library: string;
  head?: string;
  engine?: EngineName;
  json?: boolean;
}

type DisconnectOptions = Pick<Options, 'library' | 'json'> & { force?: boolean };

const answer = galleryState.extend({ head: z.string(), failure: englishFailure.nullable() });
type Answer = z.infer<typeof answer>;

const disconnected = z.object({ server: galleryServer.nullable() });

export function galleryCommand(): Command {
  const command = new Command('gallery')
    .enablePositionalOptions()
    .description(
      'show or choose how the people nearest to a face are found: with everybody compared, by an index, or by a database',
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
postgres: a database says who is near, see tammes gallery connect --help.
People whom several libraries enrol are another thing: see tammes gallery share --help.
Thresholds and probabilities are the same with all of them. An index is faster from about ${offersIndexFrom.toLocaleString('en')} people on.`,
    )
    .action(run);
  command
    .command('connect <address>')
    .description('send people’s embeddings to a PostgreSQL database with pgvector, and search there')
    .addOption(headOption())
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText('after', connectHelp)
    .action(connect);
  command
    .command('disconnect')
    .description('remove what the database has of the library, and compare all people here again')
    .option('--force', 'without removing anything, as from a server that is gone for good')
    .addOption(libraryOption())
    .addOption(jsonOption(disconnected))
    .action(disconnect);
  command.addCommand(shareCommand());
  return command;
}

const connectHelp = `
ADDRESS is such as postgres://user@host:5432/database, or postgres://user@/database?host=/run/postgresql for a socket.
What is sent: one embedding a person and head, with the person's number. Photos, pictures of faces and names are never sent. What the
server stores is not encrypted by Tammes, even if the library is.
The connection is encrypted and the server's certificate verified, unless the server is on this machine. ?sslrootcert=FILE verifies it by
certificates of your own; ?sslmode=disable sends in clear, as through a tunnel.
Without a password in ADDRESS, PGPASSWORD or your passfile (~/.pgpass) has it, which other accounts of the machine do not see in a list
of processes. Address and password are noted in your own folder (mode 0600), not in the library: its copies are not connected.
If the server does not answer, all people are compared here. A person who is forgotten is removed from the database, too.`;

async function connect(address: string, options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    await connectGallery(store, address);
    await show(store, options);
  } finally {
    store.close();
  }
}

async function disconnect({ library, force, json }: DisconnectOptions): Promise<void> {
  const store = openStore(library);
  try {
    const server = await disconnectGallery(store, force === true);
    print(json, disconnected, { server }, () => {
      if (server === null) return 'The library was not connected to a database.';
      return force === true
        ? `Not connected to ${server.name} any more. What it has of the library stays there.`
        : `Not connected to ${server.name} any more, which has nothing of the library now.`;
    });
  } finally {
    store.close();
  }
}

async function run(options: Options): Promise<void> {
  const store = openStore(options.library);
  try {
    if (options.engine !== undefined) setEngine(store, options.engine);
    await show(store, options);
  } finally {
    store.close();
  }
}

async function show(store: Store, { head: wanted, json }: Options): Promise<void> {
  const galleries = openGalleries(store.folder);
  try {
    const head = await findHead(store, wanted);
    const state = await settled(await galleries.state(head.id), (tell) => galleries.settled(head.id, tell));
    const failure = state.failure && toEnglish(state.failure);
    const result: Answer = { ...state, head: head.name, failure };
    print(json, answer, result, () => textOf(result));
  } finally {
    await galleries.close();
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
      ...(state.server === null
        ? []
        : [['database', `${state.server.name}, ${connections[state.server.connection]}`]]),
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
    ...keptOf(state),
    ...adviceOf(state),
  ].join('\n');
}

/** Whom the library has kept of a shared gallery. */
function keptOf({ kept, head }: Answer): string[] {
  if (kept === null) return [];
  const { people, faces, unrecognised } = kept;
  return [
    `Of a shared gallery, the library keeps ${counted(people, 'person', 'people')} with ${counted(faces, 'face', 'faces')}.`,
    ...(unrecognised === 0
      ? []
      : [
          `${counted(unrecognised, 'of these faces was', 'of these faces were')} embedded by another head than ${head}, and ${unrecognised === 1 ? 'is' : 'are'} not used for recognition.`,
        ]),
  ];
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

const connections = {
  verified: 'encrypted, server verified',
  local: 'on this machine',
  clear: 'not encrypted',
};
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
