import { findLoss } from '../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { namesOfSettings, type RunGroup, type RunGrouping } from './run-groups.ts';

/** What groups are called, by key. */
export function useGroupNames(groups: readonly RunGroup[], by: RunGrouping): Map<string, string> {
  const messages = useMessages();
  const { language } = useLanguage();
  if (by === 'settings') return namesOfSettings(groups, language, messages);
  const nameOf = (key: string) => (by === 'loss' ? findLoss(key).title : key || messages.runs.noTag);
  return new Map(groups.map(({ key }) => [key, nameOf(key)]));
}
