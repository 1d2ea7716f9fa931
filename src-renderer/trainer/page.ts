/**
 * The trainer's page: trains on WebGPU in the desktop app, whose processes have none, but whose windows have Chromium's.
 * It is shown to nobody. Whoever opens it hands it a port, on which it is told what `ToTrainer` lists and answers what
 * `FromTrainer` lists, as the trainer's process does.
 */
import * as tf from '@tensorflow/tfjs';
import cases from '../../assets/self-check.json' with { type: 'json' };
import { type Backend, checkBackend, findAdapter, openOnAdapter } from '../../src-shared/compute/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { createTrainer, type FromTrainer, type ToTrainer } from '../../src-shared/training/index.ts';

/** @throws TammesError 'backend-missing' if there is no adapter, or it computes wrongly. */
async function open(): Promise<Backend> {
  const { gpu } = navigator as { gpu?: GPU };
  if (gpu === undefined) throw new TammesError('webgpu-not-in-window', {});
  const adapter = await findAdapter(gpu, 'window');
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const backend = await openOnAdapter(tf, WebGPUBackend, adapter);
  await checkBackend(backend, cases);
  return backend;
}

function serve(port: MessagePort): void {
  const send = (message: FromTrainer) => port.postMessage(message);
  const receive = createTrainer(open, send);
  port.onmessage = ({ data }: MessageEvent<ToTrainer>) => receive(data);
  // What nobody awaits would end a process; here it would only be silent.
  const fail = (error: unknown) => send({ type: 'failed', failure: toFailure(error) });
  addEventListener('error', ({ error, message }) => fail(error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => fail(reason));
}

addEventListener('message', ({ source, ports: [port] }) => {
  if (source === window && port !== undefined) serve(port);
});
// For whoever opens the page: the script has got this far.
document.documentElement.dataset.trainer = 'listens';
