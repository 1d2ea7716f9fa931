/** The namespace `backbones`. */
import type { Job } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentBackbone } from '../store/backbones.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { backboneFile, type OpenPool } from './backbone-files.ts';
import {
  type BackboneWork,
  backboneNamed,
  backbonesOf,
  removeBackbone,
  takeBackbone,
  useBackbone,
} from './backbones.ts';
import type { Handlers } from './handlers.ts';
import { inspectBackbone } from './inspect-backbone.ts';
import type { JobControls, Jobs } from './jobs.ts';

interface Parts {
  store: Store;
  jobs: Jobs;
  openPool: OpenPool;
  /** Hears that there is another list, or that another one is in use. */
  onNew(): void;
  /** Forgets what was described by the backbone that is in use, before another one is. */
  forget(): Promise<void>;
}

/** Describes what windows cut, in a process that stays for as long as its backbone is in use. */
export class CutDescriber {
  readonly #store: Store;
  readonly #openPool: OpenPool;
  #pool: VisionPool | null = null;

  constructor(store: Store, openPool: OpenPool) {
    this.#store = store;
    this.#openPool = openPool;
  }

  /** @throws TammesError 'features-of-other-backbone' if that backbone is not in use any more. */
  async describe(cuts: Uint8Array[], featureVersion: number): Promise<number[][]> {
    const { id, version } = currentBackbone(this.#store.db);
    if (id === 0 || version !== featureVersion) throw new TammesError('features-of-other-backbone', {});
    if (this.#pool?.backbone?.featureVersion !== version) {
      await this.stop();
      this.#pool = this.#openPool({ workers: 1, backbone: backboneFile(this.#store, id) });
    }
    return this.#pool!.describeCuts(cuts);
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    await pool?.close();
  }
}

export function backboneHandlers(
  { store, jobs, openPool, onNew, forget }: Parts,
  describer: CutDescriber,
): Handlers<'backbones'> {
  const { db } = store;
  const work = ({ signal, tell }: JobControls): BackboneWork => ({
    signal,
    onProgress: ({ done, total }) => tell(done, total),
    onProving: () => {},
  });
  const start = (name: string, doWork: (controls: JobControls) => Promise<unknown>): Job =>
    jobs.start('backbone', name, async (controls) => {
      try {
        await doWork(controls);
      } finally {
        onNew();
      }
    });
  return {
    'backbones.list': async () => backbonesOf(store),
    'backbones.inspect': ({ path }) => inspectBackbone(path, {}, openPool),
    'backbones.add': async ({ path, descriptor }) =>
      start(descriptor.name, async (controls) => {
        const network = await inspectBackbone(path, descriptor, openPool);
        await takeBackbone(store, network, openPool, work(controls));
      }),
    'backbones.use': async ({ backboneId }) => {
      const { name } = backboneNamed(store, String(backboneId));
      return start(name, async (controls) => {
        await useBackbone(store, backboneId, openPool, { ...work(controls), onChange: forget });
        await describer.stop();
      });
    },
    'backbones.remove': async ({ backboneId }) => {
      await removeBackbone(store, backboneId);
      onNew();
    },
    'backbones.cut': async () => {
      const { id, version } = currentBackbone(db);
      const file = backboneFile(store, id);
      if (file === null) return null;
      const { template, input } = file.descriptor;
      return { template, side: input.side, featureVersion: version };
    },
    'backbones.describe': ({ cuts, featureVersion }) => describer.describe(cuts, featureVersion),
  };
}
