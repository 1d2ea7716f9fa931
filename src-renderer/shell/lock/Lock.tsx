import type { ReactNode } from 'react';
import { useChanges } from '../../app/changes.ts';
import { useCall } from '../../app/data.ts';
import { ErrorState } from '../../components/states.tsx';
import { Unlock } from './Unlock.tsx';

/** Shows the app as soon as its library is open: one that is encrypted is unlocked before. */
export function Lock({ children }: { children: ReactNode }) {
  // What the app is drawn with is asked before it is there.
  useChanges();
  const { data: state, error, refetch } = useCall('encryption.state', undefined);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (state === undefined) return null;
  return state.state === 'locked' ? <Unlock state={state} /> : children;
}
