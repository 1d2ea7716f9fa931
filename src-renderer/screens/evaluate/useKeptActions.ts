import { IconArrowsDiff, IconFileTypeCsv, IconJson, IconPencil, IconTrash } from '@tabler/icons-react';
import type { EvaluationInfo, KeptEvaluation } from '../../../src-shared/contract/index.ts';
import {
  evaluationCsv,
  evaluationJson,
  evaluationReport,
} from '../../../src-shared/evaluation-files/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange } from '../../app/changes.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { save } from '../../app/save.ts';
import type { ScreenAction } from '../../components/Screen.tsx';
import type { SetState } from './evaluate-address.ts';
import { figuresIn } from './export-figure.ts';

/** What can be done with the evaluation that is shown. @param others those that it may be compared with. @param onRename asks for another name. */
export function useKeptActions(
  kept: KeptEvaluation | undefined,
  others: readonly EvaluationInfo[],
  set: SetState,
  onRename: () => void,
): { report(): void; menu: readonly ScreenAction[] } | null {
  const messages = useMessages();
  const { language } = useLanguage();
  const change = useChange();
  const { evaluate: words } = messages;
  if (kept === undefined) return null;
  const write = (text: string, type: string, ending: string) =>
    save(new Blob([text], { type }), `${kept.name}.${ending}`);
  return {
    report: () => write(evaluationReport(kept, figuresIn(document), words, language), 'text/html', 'html'),
    menu: [
      ...others.slice(0, 1).map(({ id }) => ({
        label: words.compare,
        icon: IconArrowsDiff,
        onClick: () => set({ with: id, pair: [] }),
      })),
      {
        label: words.saveAs('CSV'),
        icon: IconFileTypeCsv,
        // By its mark Excel knows that a table is UTF-8.
        onClick: () => write(`\ufeff${evaluationCsv(kept)}`, 'text/csv', 'csv'),
      },
      {
        label: words.saveAs('JSON'),
        icon: IconJson,
        onClick: () => write(evaluationJson(kept), 'application/json', 'json'),
      },
      { label: words.rename, icon: IconPencil, onClick: onRename },
      {
        label: words.remove,
        icon: IconTrash,
        onClick: () => {
          void change(() => bridge.call('evaluations.remove', { evaluationId: kept.id }));
          set({ evaluation: null, head: null, cell: [], open: '', with: null, pair: [] });
        },
      },
    ],
  };
}
