import { useMemo } from 'react';
import type { Changed } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useChange, type Work } from '../../app/changes.ts';

/** What can be done with faces; each says whether it was done. */
export interface FaceChanges {
  /** Names them, or gives them to somebody else. */
  move(faceIds: readonly number[], name: string): Promise<boolean>;
  reject(faceIds: readonly number[], personId: number): Promise<boolean>;
  ignore(faceIds: readonly number[], ignored: boolean): Promise<boolean>;
  unname(faceIds: readonly number[]): Promise<boolean>;
  /** Recognises a person by these only. */
  choose(faceIds: readonly number[], personId: number): Promise<boolean>;
  remove(faceIds: readonly number[]): Promise<boolean>;
}

export function useFaceChanges(): FaceChanges {
  const change = useChange();
  return useMemo((): FaceChanges => {
    const done = async (work: Work<Changed>) => ((await change(work))?.entryId ?? null) !== null;
    return {
      move: (ids, name) =>
        done((allowTwice) =>
          bridge.call('people.moveFaces', { faceIds: [...ids], to: { name }, allowTwice }),
        ),
      reject: (ids, personId) => done(() => bridge.call('people.reject', { faceIds: [...ids], personId })),
      ignore: (ids, ignored) => done(() => bridge.call('people.ignoreFaces', { faceIds: [...ids], ignored })),
      unname: (ids) => done(() => bridge.call('people.moveFaces', { faceIds: [...ids], to: null })),
      choose: (ids, personId) =>
        done(() => bridge.call('people.chooseFaces', { personId, faceIds: [...ids] })),
      remove: (ids) => done(() => bridge.call('library.removeFaces', { faceIds: [...ids] })),
    };
  }, [change]);
}
