/** How far each person's faces lie apart, worked out in the background and kept. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cosine } from '../../src-shared/recognition/index.ts';
import type { Steps } from '../../src-shared/steps.ts';
import { normalised } from '../../src-shared/vectors.ts';
import { blockFeatures, createEmbedder, type HeadEmbedder } from '../compute/head-embedder.ts';
import { currentVersion } from '../store/backbones.ts';
import { featuresOf, galleryVersion } from '../store/gallery.ts';
import { facesByPerson } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { inSteps } from './in-steps.ts';
import { plainHead } from './plain-head.ts';

/** A window that is being opened asks for much at once, and comes first: so long this waits, in milliseconds. */
const patience = 2000;

export class Spreads {
  readonly #store: Store;
  readonly #onNew: () => void;
  /** With the faces that it was worked out from. */
  readonly #spreads = new Map<number, { faces: string; degrees: number | null }>();
  readonly #controller = new AbortController();
  #embedder: HeadEmbedder | null = null;
  /** Of the features that it embeds. */
  #features = 0;
  #version = -1;
  #work: Promise<void> | null = null;

  /** @param onNew hears that there are new ones. */
  constructor(store: Store, onNew: () => void) {
    this.#store = store;
    this.#onNew = onNew;
  }

  /** In degrees; null: not worked out yet, or fewer than two faces. What has changed is worked out anew. */
  of(personId: number): number | null {
    return this.#spreads.get(personId)?.degrees ?? null;
  }

  /** Works out in the background what has changed. */
  refresh(): void {
    const version = galleryVersion(this.#store.db);
    if (this.#work !== null || version === this.#version) return;
    this.#work = this.#update()
      .then((isNew) => {
        this.#version = version;
        if (isNew) this.#onNew();
      })
      // Damage is told when the faces themselves are asked for.
      .catch(() => {})
      .finally(() => {
        this.#work = null;
      });
  }

  /** Ends work that goes on. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#work;
  }

  async #update(): Promise<boolean> {
    const { signal } = this.#controller;
    if (this.#version < 0) await sleep(patience, undefined, { signal, ref: false });
    const version = currentVersion(this.#store.db);
    if (this.#features !== version) this.#spreads.clear();
    if (this.#embedder === null || this.#features !== version)
      this.#embedder = createEmbedder(await plainHead(this.#store.db));
    this.#features = version;
    return inSteps(this.#steps(this.#embedder), { signal });
  }

  *#steps(embedder: HeadEmbedder): Steps<boolean> {
    let isNew = false;
    const people = facesByPerson(this.#store.db);
    const ids = new Set(people.map(({ personId }) => personId));
    for (const id of this.#spreads.keys()) if (!ids.has(id)) this.#spreads.delete(id);
    for (const [i, { personId, faceIds }] of people.entries()) {
      const faces = faceIds.join();
      if (this.#spreads.get(personId)?.faces === faces) continue;
      this.#spreads.set(personId, { faces, degrees: this.#measure(faceIds, embedder) });
      isNew = true;
      yield i / people.length;
    }
    return isNew;
  }

  /** The median angle of a person's faces to their mean direction. @param faceIds of more, the first are enough. */
  #measure(faceIds: readonly number[], embedder: HeadEmbedder): number | null {
    if (faceIds.length < 2) return null;
    const some = faceIds.slice(0, blockFeatures).map((faceId) => ({ faceId }));
    const features = featuresOf(this.#store.db, some);
    for (const [i, feature] of features.entries()) embedder.features.set(feature, i * feature.length);
    const embeddings = embedder.embed(features.length);
    const sum = new Float32Array(embeddings[0]!.length);
    for (const embedding of embeddings) for (let k = 0; k < sum.length; k++) sum[k]! += embedding[k]!;
    const mean = normalised(sum);
    const angles = embeddings
      .map((embedding) => (Math.acos(cosine(embedding, mean)) * 180) / Math.PI)
      .sort((a, b) => a - b);
    return angles[Math.floor(angles.length / 2)]!;
  }
}
