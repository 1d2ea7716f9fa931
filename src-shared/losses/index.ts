/** The losses: one file each. The interface, the command line and the tests read this list. */
import { TammesError } from '../errors.ts';
import { arcface } from './arcface.ts';
import { cosface } from './cosface.ts';
import type { Loss, ParameterValues } from './loss.ts';
import { normface } from './normface.ts';
import { softmax } from './softmax.ts';

export { gradientLengths } from './cosine-softmax.ts';
export type { Loss, ParameterValues } from './loss.ts';
export { arcface, cosface, normface, softmax };

export const losses: readonly Loss[] = [softmax, normface, cosface, arcface];

/** @throws TammesError 'bad-input' that lists the losses there are. */
export function findLoss(id: string): Loss {
  const loss = losses.find((candidate) => candidate.id === id);
  if (loss !== undefined) return loss;
  const ids = losses.map((candidate) => candidate.id).join(', ');
  throw new TammesError('bad-input', `There is no loss ${id}.`, `Choose one of: ${ids}.`);
}

/**
 * A loss's parameters, complete: what is not given takes its default.
 * @throws TammesError 'bad-input' that names the parameter and what it may be.
 */
export function resolveParameters(loss: Loss, given: ParameterValues): ParameterValues {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(loss.parameters, name)) continue;
    const known = Object.keys(loss.parameters).join(', ') || 'none';
    throw new TammesError(
      'bad-input',
      `${loss.title} has no parameter ${name}.`,
      `Its parameters: ${known}.`,
    );
  }
  const resolved: Record<string, number | string> = {};
  for (const [name, parameter] of Object.entries(loss.parameters)) {
    const value = given[name] ?? parameter.default;
    if (parameter.kind === 'number') {
      const { min, max, unit } = parameter;
      if (typeof value !== 'number' || !(value >= min && value <= max)) {
        const range = `${min} to ${max}${unit && ` ${unit}`}`;
        throw new TammesError('bad-input', `${name} is ${value}.`, `Give a number from ${range}.`);
      }
    } else if (!parameter.options.some((option) => option.value === value)) {
      const options = parameter.options.map((option) => option.value).join(', ');
      throw new TammesError('bad-input', `${name} is ${value}.`, `Choose one of: ${options}.`);
    }
    resolved[name] = value;
  }
  return resolved;
}
