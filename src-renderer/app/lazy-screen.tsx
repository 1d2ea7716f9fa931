import { type ComponentType, lazy, Suspense } from 'react';
import { TammesError } from '../../src-shared/errors/index.ts';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { LoadingSkeleton } from '../components/states.tsx';

/**
 * A screen whose code is loaded when it is first shown. If that fails, the error stands in its place with a button that loads it
 * again: React remembers the failure of a lazy component for good, and so a new one takes its place.
 */
export function lazyScreen(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const fresh = () => lazy(() => loaded(load()));
  let Screen = fresh();
  const Shown = () => <Screen />;
  const renew = () => {
    Screen = fresh();
  };
  return function LazyScreen() {
    return (
      <ErrorBoundary onRetry={renew}>
        <Suspense fallback={<LoadingSkeleton shape="screen" />}>
          <Shown />
        </Suspense>
      </ErrorBoundary>
    );
  };
}

/** A module's load. If the host does not answer, that is the error, not that the module is missing. */
function loaded<T>(module: Promise<T>): Promise<T> {
  return module.catch(async (cause: unknown) => {
    await fetch(location.origin, { method: 'HEAD' }).catch(() => {
      throw new TammesError('host-silent', {}, { cause });
    });
    throw cause;
  });
}
