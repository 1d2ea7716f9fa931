/** Entry of the thread that reads lists of templates. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../src-shared/errors/index.ts';
import { buffersOf, parseTemplateFiles, type TemplateFiles, type TemplateSet } from './template-lists.ts';
import type { WorkMessage } from './work-thread.ts';

const post = (message: WorkMessage<TemplateSet>, buffers: ArrayBuffer[] = []) =>
  parentPort!.postMessage(message, buffers);

parseTemplateFiles(workerData as TemplateFiles).then(
  (result) => post({ result }, buffersOf(result)),
  (error: unknown) => post({ failure: toFailure(error) }),
);
