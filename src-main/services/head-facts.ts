/** What the files of a head say of it. */
import { z } from 'zod';
import { type HeadInfo, head } from '../../src-shared/contract/index.ts';
import { version } from '../app-files.ts';
import { sourceCommit } from '../source-commit.ts';
import { currentBackbone, findBackbone } from '../store/backbones.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

export const headFactsSchema = head
  .pick({ name: true, kind: true, dim: true, loss: true, createdAt: true, verdict: true })
  .extend({
    format: z.literal('tammes-head'),
    /** Numbers of a feature; `dim`: of an embedding. */
    featureSize: z.int(),
    /** What its features are of; null: the built-in backbone. */
    backbone: z.object({ name: z.string(), sha256: z.string() }).nullable(),
    /** Of the features that it was trained on; embeddings of two versions must not be compared. */
    featureVersion: z.int(),
    /** Of the head as Tammes stores it. */
    sha256: z.string(),
    /** Tammes' version, and the commit of its sources where they are known. */
    tammes: z.string(),
    commit: z.string().nullable(),
    /** Whose the class centres are, in their order; only if asked for. */
    people: z.array(z.string()).optional(),
  });
export type HeadFacts = z.infer<typeof headFactsSchema>;

/** @param people whose class centres go along; null: none do. */
export async function headFacts(
  { db }: Store,
  { name, kind, dim, loss, hash, createdAt, runId, verdict }: HeadInfo,
  people: readonly string[] | null,
): Promise<HeadFacts> {
  const backbone = currentBackbone(db);
  const { name: network, hash: sha256 } =
    backbone.id === 0 ? { name: '', hash: '' } : findBackbone(db, backbone.id);
  return {
    format: 'tammes-head',
    name,
    kind,
    dim,
    featureSize: backbone.size,
    backbone: backbone.id === 0 ? null : { name: network, sha256 },
    // The pretrained head is the backbone's own layer and fits all versions.
    featureVersion: runId === null ? backbone.version : findRun(db, runId).featureVersion,
    loss,
    sha256: hash,
    createdAt,
    tammes: version,
    commit: await sourceCommit(),
    verdict,
    ...(people && { people: [...people] }),
  };
}

/** Facts for formats whose values are text: what is no text is written as JSON. */
export function asTexts(facts: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
