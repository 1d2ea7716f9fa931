import type { TagCondition } from '../../src-shared/contract/index.ts';

/** A condition on a tag as an address and a choice have it: `doubtful`, or `glasses=yes`; empty: none. */
export function keyOfTag(tag: TagCondition | null): string {
  if (tag === null) return '';
  const parts = tag.value === null ? [tag.name] : [tag.name, tag.value];
  return parts.map(encodeURIComponent).join('=');
}

/** @param key as `keyOfTag` makes it. @returns null for none, and for what is none. */
export function tagOfKey(key: string): TagCondition | null {
  try {
    const [name = '', value] = key.split('=').map(decodeURIComponent);
    return name === '' ? null : { name, value: value || null };
  } catch {
    // Written by hand, and wrong.
    return null;
  }
}
