/** `npm run bench -- encryption`: what an encrypted library costs, beside the same library in clear in turns. */
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGalleries } from '../../../src-main/gallery/galleries.ts';
import { decryptLibrary, encryptLibrary, unlockByPassphrase } from '../../../src-main/services/encryption.ts';
import { ensurePretrained } from '../../../src-main/services/heads.ts';
import { checkDatabase } from '../../../src-main/store/check.ts';
import { transaction } from '../../../src-main/store/database.ts';
import { lockLibrary } from '../../../src-main/store/encryption/keyring.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import { finished } from '../../../src-shared/steps.ts';
import { addFace, each, featureOf, fillLibrary } from '../gallery/made-up.ts';
import { tagOf } from '../machine.ts';
import { headerNow, writeResult } from '../results.ts';
import type { EncryptionResult, EncryptionTime } from './result.ts';

export interface EncryptionOptions {
  faces: number;
  rounds: number;
  tag?: string;
}

const passphrase = 'a passphrase of the bench';
/** Photos that are stored one by one, as a scan does. */
const stored = 300;
const [queries, chipBytes] = [50, 6000];

export async function benchEncryption({ faces, rounds, tag }: EncryptionOptions): Promise<void> {
  const header = await headerNow();
  const before = loadavg()[0]!;
  const times = new Map<string, EncryptionTime>();
  const result: Omit<EncryptionResult, 'load' | 'times'> = {
    header,
    faces,
    size: { clear: 0, encrypted: 0 },
    turnOn: [],
    turnOff: [],
    unlock: [],
  };
  for (let round = 0; round < rounds; round++) {
    // Whoever comes first in a round finds other caches.
    for (const form of round % 2 === 0
      ? (['clear', 'encrypted'] as const)
      : (['encrypted', 'clear'] as const)) {
      const folder = await mkdtemp(join(tmpdir(), 'tammes-bench-encryption-'));
      try {
        const took = await measure(folder, faces, form === 'encrypted');
        for (const [work, milliseconds] of Object.entries(took)) {
          const time = times.get(work) ?? { work, clear: [], encrypted: [] };
          time[form].push(milliseconds);
          times.set(work, time);
        }
        result.size[form] = statSync(join(folder, 'library.db')).size;
        if (form === 'encrypted') {
          lockLibrary(folder);
          result.unlock.push(await timeOf(() => unlockByPassphrase(folder, passphrase)));
          result.turnOff.push(await timeOf(() => decryptLibrary(folder)));
          result.turnOn.push(await timeOf(() => encryptLibrary(folder, { passphrase, keychain: null })));
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    }
  }
  const load = { before, after: loadavg()[0]! };
  const written = await writeResult('encryption', tag ?? tagOf(header.machine), {
    ...result,
    load,
    times: [...times.values()],
  } satisfies EncryptionResult);
  process.stderr.write(`Written: ${written}\n`);
}

/** Of all threads of this process: others on the machine take time, but none of it. */
async function timeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @returns milliseconds of the processor by what was done. */
async function measure(folder: string, faces: number, isEncrypted: boolean): Promise<Record<string, number>> {
  openStore(folder).close();
  if (isEncrypted) await encryptLibrary(folder, { passphrase, keychain: null });
  const took: Record<string, number> = {};
  const filled = openStore(folder);
  await ensurePretrained(filled);
  fillLibrary(filled, faces);
  took['store a photo'] = (await timeOf(() => storePhotos(filled, faces))) / stored;
  filled.close();

  let store = openStore(folder);
  store.close();
  took['open the library'] = await timeOf(() => {
    store = openStore(folder);
  });
  const galleries = openGalleries(folder);
  try {
    const match = (i: number) =>
      galleries.match(1, { features: [featureOf(i, 20)], limit: 5, falseAccept: 0.001 });
    took['first match: the gallery is read'] = await timeOf(() => match(0));
    const all = async () => {
      for (let i = 0; i < queries; i++) await match(i);
    };
    took['match a face'] = (await timeOf(all)) / queries;
    took['check all of it'] = await timeOf(() => finished(checkDatabase(store.db, true)));
  } finally {
    await galleries.close();
    store.close();
  }
  return took;
}

/** Each in a transaction of its own, with a picture of its face. */
function storePhotos({ db }: Store, from: number): void {
  const random = randomFrom(9);
  const insert = db.prepare('INSERT INTO chips (face_id, webp) VALUES (?, ?)');
  for (let i = 0; i < stored; i++)
    transaction(db, () => {
      const id = from + i + 1;
      addFace({ db }, i % Math.floor(from / each), each + i, id);
      insert.run(
        id,
        Uint8Array.from({ length: chipBytes }, () => random.integer(256)),
      );
    });
}
