import { encodeHead, pretrainedHead } from '../../src-shared/training/index.ts';
import { transaction } from '../store/database.ts';
import { addHead, listHeads } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { readPretrainedWeights } from '../vision/pretrained.ts';

/** Stores the backbone's own layer as the head `pretrained` where the library has none yet. */
export async function ensurePretrained({ db }: Store): Promise<void> {
  if (listHeads(db).length > 0) return;
  const head = pretrainedHead(await readPretrainedWeights());
  const record = { name: 'pretrained', kind: head.kind, dim: head.dim, loss: null, runId: null };
  transaction(db, () => addHead(db, { ...record, hasCentres: false, data: encodeHead(head) }));
}
