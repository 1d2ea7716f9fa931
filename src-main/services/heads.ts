import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { encodeHead } from '../../src-shared/training/index.ts';
import { currentBackbone, listBackbones } from '../store/backbones.ts';
import { transaction } from '../store/database.ts';
import { change } from '../store/journal.ts';
import { addHead, listHeads, setActiveHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { plainHead } from './plain-head.ts';

/** Stores the head of the backbone in use if the library has none yet: `pretrained`, or of another backbone its name. */
export async function ensurePretrained({ db }: Store): Promise<void> {
  if (listHeads(db).length > 0) return;
  const head = await plainHead(db);
  const { id } = currentBackbone(db);
  const name = listBackbones(db).find((one) => one.id === id)?.name ?? 'pretrained';
  const record = { name, kind: head.kind, dim: head.dim, loss: null, runId: null };
  transaction(db, () => addHead(db, { ...record, hasCentres: false, verdict: null, data: encodeHead(head) }));
}

/** The heads of a library: the pretrained one first, then by age. */
export function headsOf({ db }: Store): HeadInfo[] {
  return listHeads(db);
}

/**
 * @param wanted a head's name or number; absent: the active one.
 * @throws TammesError 'bad-input' that lists the heads there are.
 */
export async function findHead(store: Store, wanted?: string): Promise<HeadInfo> {
  await ensurePretrained(store);
  const heads = headsOf(store);
  const head = heads.find(({ id, name, active }) =>
    wanted === undefined ? active : name === wanted || String(id) === wanted,
  );
  if (head !== undefined) return head;
  throw new TammesError('head-not-named-so', { name: wanted ?? '', known: heads.map(({ name }) => name) });
}

/** Makes a head the active one. @param wanted its name or number. @throws TammesError 'bad-input' as `findHead`. */
export async function useHead(store: Store, wanted: string): Promise<HeadInfo> {
  const { id } = await findHead(store, wanted);
  activate(store, id);
  return findHead(store);
}

/** Makes a head the active one. @throws TammesError 'head-unknown' */
export function activate({ db }: Store, headId: number): void {
  change(
    db,
    () => setActiveHead(db, headId),
    () => ({
      action: 'use-head',
      parameters: { name: listHeads(db).find(({ id }) => id === headId)!.name },
    }),
  );
}
