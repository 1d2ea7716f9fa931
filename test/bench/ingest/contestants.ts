/** Who is measured, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Resident, residentOf } from './memory.ts';
import { type Answer, answer, hello } from './protocol.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = process.env.TAMMES_PYTHON ?? 'python3';

export interface Program {
  name: string;
  command: string;
  args: string[];
  /** How to get it; null for what comes with Tammes. */
  remedy: string | null;
}

const ours = (workers: number): Program => ({
  name: workers === 1 ? 'tammes' : `tammes, ${workers} workers`,
  command: process.execPath,
  args: [pathOf('ours.ts'), String(workers)],
  remedy: null,
});

export const [one, two] = [ours(1), ours(2)];

export const peers: readonly Program[] = [
  { name: 'face-api', command: process.execPath, args: [pathOf('face-api.ts')], remedy: null },
  {
    name: 'human',
    command: process.execPath,
    args: [pathOf('human.ts')],
    remedy:
      'Name a folder in TAMMES_PEERS where npm has installed @vladmandic/human, @tensorflow/tfjs-core, -converter and -backend-wasm.',
  },
  {
    name: 'dlib',
    command: python,
    args: [pathOf('../peers/ingest_dlib.py')],
    remedy: 'Name a Python in TAMMES_PYTHON that has dlib-bin, face_recognition_models, numpy and pillow.',
  },
];

/** A program that runs and waits for folders. */
export interface Contestant {
  name: string;
  versions: Record<string, string>;
  read(folder: string): Promise<Answer>;
  /** Null if the system does not tell. */
  memory(): Resident | null;
  close(): Promise<void>;
}

/** @throws Error that says why it does not start. */
export async function open({ name, command, args, remedy }: Program): Promise<Contestant> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  const ended = ending(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function nextLine(): Promise<unknown> {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    const reason = [complaint.split('\n').find((line) => /error/i.test(line)) ?? (await ended), remedy];
    throw new Error(reason.filter((part) => part !== null).join('. '));
  }
  const versions = hello.parse(await nextLine());
  return {
    name,
    versions,
    async read(folder) {
      child.stdin.write(`${folder}\n`);
      return answer.parse(await nextLine());
    },
    memory: () => residentOf(child.pid!),
    async close() {
      child.stdin.end();
      child.kill();
      await ended;
    },
  };
}

/** Why a process ended. */
async function ending(child: ChildProcess): Promise<string> {
  try {
    const [code] = await once(child, 'exit');
    return `It ended with code ${code}`;
  } catch (error) {
    return String(error);
  }
}
