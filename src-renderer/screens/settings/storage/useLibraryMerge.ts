import { useState } from 'react';
import type { MergeReport } from '../../../../src-shared/contract/index.ts';
import { toFailure } from '../../../../src-shared/errors/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { useChange } from '../../../app/changes.ts';
import { useForget } from '../../../app/data.ts';

/** A merge with another library: what it is to be, a look at what would come in, and the merge. @param onMerged when it is done. */
export function useLibraryMerge(onMerged: () => void) {
  const change = useChange();
  const forget = useForget();
  const [from, setFrom] = useState('');
  /** Null: nobody asked for it, as the other library is not known to be encrypted. */
  const [passphrase, setPassphrase] = useState<string | null>(null);
  /** What a look has found, and of which folder. */
  const [look, setLook] = useState<{ from: string; report: MergeReport } | null>(null);
  const [work, setWork] = useState<'looking' | 'merging' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const report = look?.from === from ? look.report : null;
  const other = { from, ...(passphrase !== null && { passphrase }) };

  function choose(folder: string) {
    setFrom(folder);
    setPassphrase(null);
    setError(null);
  }
  async function preview() {
    setWork('looking');
    setError(null);
    try {
      setLook({ from, report: await bridge.call('storage.previewMerge', other) });
    } catch (error) {
      if (toFailure(error).problem === 'library-locked') setPassphrase('');
      else setError(error);
    }
    setWork(null);
  }
  async function merge() {
    setWork('merging');
    const merged = await change(() => bridge.call('storage.merge', other));
    forget('storage');
    setWork(null);
    if (merged !== null) onMerged();
  }
  return {
    ...{ from, choose, passphrase, setPassphrase, report, work, error },
    isReady: from !== '' && passphrase !== '' && work === null,
    /** Looks first, and merges what was looked at. */
    goOn: () => (report === null ? preview() : merge()),
  };
}
