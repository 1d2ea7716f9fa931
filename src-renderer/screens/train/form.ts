import { parseInput, type TrainSpec, trainSpec } from '../../../src-shared/contract/index.ts';
import { findLoss, losses } from '../../../src-shared/losses/index.ts';

/** The form as it is typed in: numbers are text until it is sent. */
export interface FormValues {
  loss: string;
  /** By parameter name; kept when the loss is changed, so that a scale survives. Absent: the default. */
  parameters: Record<string, string>;
  kind: string;
  dim: string;
  init: string;
  hidden: string;
  epochs: string;
  batchSize: string;
  optimiser: string;
  learningRate: string;
  momentum: string;
  weightDecay: string;
  schedule: string;
  validation: string;
  seed: string;
  backend: string;
}

/** The contract's defaults, with ArcFace. */
export function defaultForm(): FormValues {
  const loss = losses.find(({ id }) => id === 'arcface') ?? losses[0]!;
  const { head, optimiser, schedule, ...rest } = trainSpec.parse({ loss: loss.id });
  return {
    loss: loss.id,
    parameters: {},
    kind: head.kind,
    dim: String(head.dim),
    init: head.init,
    hidden: String(head.hidden),
    epochs: String(rest.epochs),
    batchSize: String(rest.batchSize),
    optimiser: optimiser.kind,
    learningRate: String(optimiser.learningRate),
    momentum: String(optimiser.momentum),
    weightDecay: String(optimiser.weightDecay),
    schedule: schedule.kind,
    validation: String(rest.validation),
    seed: String(rest.seed),
    backend: rest.backend,
  };
}

/** The form as a spec. @throws TammesError 'bad-input' for a value that the contract refuses. */
export function specOf(form: FormValues): TrainSpec {
  const own = findLoss(form.loss).parameters;
  const parameters = Object.entries(form.parameters)
    .filter(([name]) => Object.hasOwn(own, name))
    .map(([name, text]) => [name, own[name]!.kind === 'number' ? Number(text) : text]);
  const spec = {
    loss: form.loss,
    parameters: Object.fromEntries(parameters),
    head: { kind: form.kind, dim: Number(form.dim), init: form.init, hidden: Number(form.hidden) },
    optimiser: {
      kind: form.optimiser,
      learningRate: Number(form.learningRate),
      momentum: Number(form.momentum),
      weightDecay: Number(form.weightDecay),
    },
    schedule: { kind: form.schedule },
    epochs: Number(form.epochs),
    batchSize: Number(form.batchSize),
    validation: Number(form.validation),
    seed: Number(form.seed),
    backend: form.backend,
  };
  return parseInput(trainSpec, spec, findLoss(form.loss).title);
}
