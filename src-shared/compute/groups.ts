/** Grouped tensors as a list, and back. */
import type { Tensor } from '../tf.ts';
import type { Groups } from './compile.ts';

/** Group, name and tensor. */
export type Entry = readonly [group: string, name: string, tensor: Tensor];

export function entriesOf(groups: Groups): Entry[] {
  return Object.entries(groups).flatMap(([group, tensors]) =>
    Object.entries(tensors).map(([name, tensor]) => [group, name, tensor] as const),
  );
}

/** @param names group and name of each tensor. */
export function grouped(
  names: readonly (readonly [string, string, ...unknown[]])[],
  tensors: readonly Tensor[],
): Groups {
  const groups: Groups = {};
  for (const [i, [group, name]] of names.entries()) {
    groups[group] ??= {};
    groups[group][name] = tensors[i]!;
  }
  return groups;
}

/** The same text for the same names and shapes. */
export function shapesOf(entries: readonly Entry[]): string {
  return entries.map(([group, name, { shape }]) => `${group} ${name} ${shape}`).join('\n');
}
