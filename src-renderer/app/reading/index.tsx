/** What this window reads with its vision worker. It goes on whichever screen is shown. */
import { createContext, type ReactNode, use, useEffect } from 'react';
import { isDesktop } from '../bridge.ts';
import { useFeatureUpdateWork } from './useFeatureUpdateWork.ts';
import { useScanWork } from './useScanWork.ts';

interface Work {
  scan: ReturnType<typeof useScanWork>;
  update: ReturnType<typeof useFeatureUpdateWork>;
}

const WorkContext = createContext<Work | null>(null);

export function ReadingProvider({ children }: { children: ReactNode }) {
  const work = { scan: useScanWork(), update: useFeatureUpdateWork() };
  useQuestionBeforeLeaving(work.scan.reading !== null || work.update.update !== null);
  return <WorkContext value={work}>{children}</WorkContext>;
}

/** A browser asks before it leaves the page or loads it anew, which would end the work. The desktop app has no such question. */
function useQuestionBeforeLeaving(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy || isDesktop) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);
}

/** The folder that is being read, and what begins to read one. */
export function useScan(): Work['scan'] {
  return use(WorkContext)!.scan;
}

/** The faces of an older version that are being brought up to date, and what begins to. */
export function useFeatureUpdate(): Work['update'] {
  return use(WorkContext)!.update;
}
