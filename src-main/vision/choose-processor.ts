/** On what the network of a pool runs: on the CPU, until the graphics processor has proven to be better. */
import type { GraphicsTrial } from './backbone-trial.ts';
import type { Processor } from './onnx-runtime.ts';

/** For fewer tasks it is not worth to find out. */
export const tasksBeforeTrial = 50;

export interface ProcessorChoice {
  /** On what the next task's network runs. Counts tasks: after many the graphics processor is tried, while the CPU goes on. */
  next(): Processor;
  /** A process ended at work on the graphics processor: it is not used any more. */
  giveUp(): void;
}

/**
 * @param trial runs the network on both, in a process of its own.
 * @param workers processes that share the graphics processor: it has to be faster than all of them together.
 */
export function chooseProcessor(
  trial: () => Promise<GraphicsTrial | null>,
  workers: number,
): ProcessorChoice {
  let tasks = 0;
  let processor: Processor = 'cpu';
  return {
    next() {
      if (++tasks === tasksBeforeTrial)
        trial().then(
          (found) => {
            if (found !== null && found.gain > workers) processor = 'webgpu';
          },
          // A driver that crashes is as good as none.
          () => {},
        );
      return processor;
    },
    giveUp() {
      processor = 'cpu';
    },
  };
}
