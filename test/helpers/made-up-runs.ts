/** Runs that nobody has trained, with curves and verdicts. */
import { addProvenance } from '../../src-main/store/provenance.ts';
import { appendEpoch, writeRunFaces } from '../../src-main/store/run-files.ts';
import { addHead, addRun, endRun } from '../../src-main/store/runs.ts';
import { openStore } from '../../src-main/store/store.ts';
import { type HeadVerdict, runName, trainSpec } from '../../src-shared/contract/index.ts';
import { featureVersion } from '../../src-shared/vision/index.ts';
import { metricsOf } from './metrics.ts';

interface MadeUpRun {
  loss: string;
  seed: number;
  epochs: number;
  /** DIR at FAR 1 % of people never seen. */
  unseen: number;
}

/** Adds finished runs to a library. Their epochs take two seconds each, and the loss falls unsteadily. */
export async function addMadeUpRuns(library: string, runs: readonly MadeUpRun[]): Promise<void> {
  const store = openStore(library);
  for (const { loss, seed, epochs, unseen } of runs) {
    const spec = trainSpec.parse({ loss, seed, epochs });
    const runId = addRun(store.db, spec, featureVersion);
    await writeRunFaces(store, runId, []);
    await addProvenance(store, runId, {
      ...{ firstEpoch: 1, version: '0.1.0', commit: null, backend: 'wasm', device: 'WASM' },
      ...{ machine: 'made up', data: 'a'.repeat(64) },
    });
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const value = (3 + seed / 4) / epoch + 0.3 * Math.abs(Math.sin(epoch * seed));
      await appendEpoch(store, runId, {
        ...metricsOf(epoch, value),
        ...{ epochs, ownAngle: 20 + 30 / epoch + seed, seconds: 2 * epoch },
      });
    }
    endRun(store.db, runId, 'finished');
    const { kind, dim } = spec.head;
    const name = runName({ id: runId, spec });
    const head = { kind, dim, loss, runId, hasCentres: false, verdict: verdictOf(unseen) };
    addHead(store.db, { ...head, name, data: new Uint8Array(1) });
  }
  store.close();
}

function verdictOf(value: number): HeadVerdict {
  const unknown = { standing: 'unknown', figure: null, counts: null } as const;
  const figure = { value, base: 0.7, difference: value - 0.7, interval: null };
  const counts = { people: 9, strangers: 9, probes: 40, strangerPhotos: 40 };
  return {
    ...{ standing: 'asGood', advice: 'keepPretrained', share: 1, shares: [], folds: 1, thresholds: [] },
    ...{ trained: unknown, strangers: unknown, unseen: { standing: 'asGood', figure, counts } },
  };
}
