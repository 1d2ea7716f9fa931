import { IconFileTypeCsv, IconJson, IconTrash } from '@tabler/icons-react';
import type { SweepReport } from '../../../../src-shared/contract/index.ts';
import { sweepCsv } from '../../../../src-shared/sweeps/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useMessages } from '../../../app/language.tsx';
import { save } from '../../../app/save.ts';
import { useToasts } from '../../../app/toasts.tsx';
import type { ScreenAction } from '../../../components/Screen.tsx';

/** What can be done with the sweep that is shown. @param onRemoved shows another one. */
export function useSweepActions(report: SweepReport | undefined, onRemoved: () => void) {
  const { sweeps: words } = useMessages();
  const change = useChange();
  const toasts = useToasts();
  if (report === undefined) return { menu: [] as ScreenAction[], cancel() {}, resume() {} };
  const { id: sweepId, status } = report;
  const write = (text: string, type: string, ending: string) =>
    save(new Blob([text], { type }), `sweep-${sweepId}.${ending}`);
  const menu: ScreenAction[] = [
    {
      label: words.saveAs('CSV'),
      icon: IconFileTypeCsv,
      // By its mark Excel knows that a table is UTF-8.
      onClick: () => write(`\ufeff${sweepCsv(report)}`, 'text/csv', 'csv'),
    },
    {
      label: words.saveAs('JSON'),
      icon: IconJson,
      onClick: () => write(`${JSON.stringify(report, null, 2)}\n`, 'application/json', 'json'),
    },
    {
      label: words.remove,
      icon: IconTrash,
      disabled: status === 'running',
      onClick: () => {
        void change(() => bridge.call('sweeps.remove', { sweepId }));
        onRemoved();
      },
    },
  ];
  return {
    menu,
    cancel: () => void bridge.call('sweeps.cancel', { sweepId }).catch(toasts.fail),
    resume: () => void bridge.call('sweeps.resume', { sweepId }).catch(toasts.fail),
  };
}
