/** How a training goes, on the terminal. */
import type { EpochMetrics, TrainEvent } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { type ProgressLine, progressLine } from './output.ts';

/** Work beside the steps. */
const besideTexts = { spreading: 'Spreading centres, percent', judging: 'Judging the head, percent' };

/** Hears a training's events, shows them, and keeps what is told of at its end. */
export function trainingProgress() {
  let line: ProgressLine | undefined;
  let beside: ProgressLine | undefined;
  const progress = {
    /** Backend and device, and the head's SHA-256, as far as they have been told. */
    backend: '',
    hash: '',
    onEvent(event: TrainEvent): void {
      if (event.type === 'started') {
        progress.backend = `${event.backend} (${event.device})`;
        if (event.leftOut > 0) process.stderr.write(`${leftOutText(event.leftOut)}\n`);
        if (event.refusals > 0) process.stderr.write(`${refusalsText(event.refusals)}\n`);
      }
      if (event.type === 'spreading' || event.type === 'judging') {
        line?.end();
        line = undefined;
        beside ??= progressLine(besideTexts[event.type], 100);
        beside.update(Math.floor(100 * event.share));
      }
      if (event.type === 'finished') progress.hash = event.hash;
      if (event.type !== 'epoch') return;
      const { epoch, epochs, loss, ownAngle } = event.metrics;
      beside?.end();
      beside = undefined;
      line ??= progressLine('Training', epochs, epoch - 1);
      line.update(
        epoch,
        `loss ${loss.toFixed(4)}, angle to class centre ${ownAngle.toFixed(1)}°${judgedText(event.metrics)}`,
      );
    },
    end(): void {
      line?.end();
      beside?.end();
    },
  };
  return progress;
}

/** How an epoch is judged: by people kept out if there are any, else by photos. */
function judgedText({ openSet, validation }: EpochMetrics): string {
  if (openSet !== null) {
    const { value, base } = openSet.detection.find(({ falseAlarm }) => falseAlarm === 0.01)!;
    return `, DIR at FAR 1 % ${(100 * value).toFixed(1)} (pretrained ${(100 * base).toFixed(1)})`;
  }
  return validation === null ? '' : `, validation ${validation.correct}/${validation.total}`;
}

function refusalsText(count: number): string {
  return `${counted(count, 'face that is known not to be somebody is', 'faces that are known not to be somebody are')} kept away from that person.`;
}

function leftOutText(count: number): string {
  const people = counted(count, 'person with a single photo is', 'people with a single photo are');
  return `${people} left out of training; --singles includes them.`;
}
