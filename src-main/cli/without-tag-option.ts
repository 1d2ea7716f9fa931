import { Option } from 'commander';
import type { TagCondition } from '../../src-shared/contract/index.ts';

/** What leaves faces out of a training. */
export const withoutTagOption = () =>
  new Option(
    '--without-tag <name[=value]>',
    'leave out faces with this tag, or with this value of it',
  ).argParser(tagOf);

/** `doubtful`, or `glasses=yes`. */
function tagOf(text: string): TagCondition {
  const at = text.indexOf('=');
  return at < 0 ? { name: text, value: null } : { name: text.slice(0, at), value: text.slice(at + 1) };
}
