import type { HeadInfo } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { encodeHead, pretrainedHead } from '../../src-shared/training/index.ts';
import { transaction } from '../store/database.ts';
import { addHead, listHeads, setActiveHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';

/** Stores the backbone's own layer as the head `pretrained` where the library has none yet. */
export async function ensurePretrained({ db }: Store): Promise<void> {
  if (listHeads(db).length > 0) return;
  const head = pretrainedHead(await readPretrainedWeights());
  const record = { name: 'pretrained', kind: head.kind, dim: head.dim, loss: null, runId: null };
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
  setActiveHead(store.db, id);
  return findHead(store);
}
