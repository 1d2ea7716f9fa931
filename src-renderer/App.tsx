import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Action, useActionKeys, useActions } from './app/actions.ts';
import { useAddress } from './app/address.ts';
import { useCall } from './app/data.ts';
import { useMessages } from './app/language.tsx';
import { useKeptAddresses } from './app/last-addresses.ts';
import { palette } from './app/palette.ts';
import { useTrainingEvents } from './app/runs.ts';
import { awaitFocus } from './app/screen-focus.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { ErrorNote } from './components/ErrorNote.tsx';
import { TwiceQuestion } from './components/TwiceQuestion.tsx';
import { screenOf } from './screens/index.ts';
import { ConnectionBanner } from './shell/ConnectionBanner.tsx';
import { DamageBanner } from './shell/DamageBanner.tsx';
import { Drops } from './shell/drops/Drops.tsx';
import { useUndo } from './shell/history/useUndo.ts';
import { useJobNews } from './shell/jobs/useJobNews.ts';
import styles from './shell/Shell.module.css';
import { Sidebar } from './shell/Sidebar.tsx';
import { useShellActions } from './shell/useShellActions.ts';

// Loaded beside the first screen, not before it.
const Palette = lazy(() => import('./shell/palette/Palette.tsx'));
const History = lazy(() => import('./shell/history/History.tsx'));
const ShortcutSheet = lazy(() => import('./shell/palette/ShortcutSheet.tsx'));

/** The shell: the sidebar, and the screen that the address names. */
export function App() {
  const { screens: titles, shell: words } = useMessages();
  const address = useAddress();
  const { name, Component } = screenOf(address.screen);
  const info = useCall('app.info', undefined);
  const main = useRef<HTMLElement>(null);
  const [showsShortcuts, setShowsShortcuts] = useState(false);
  useShellActions(useCallback(() => setShowsShortcuts(true), []));
  useActionKeys();
  usePaletteKey();
  const [showsHistory, setShowsHistory] = useState(false);
  useUndo(useCallback(() => setShowsHistory(true), []));
  useTrainingEvents();
  useJobNews();
  useFocusOf(name);
  useKeptAddresses(name, location.hash, info.data?.library);
  useEffect(() => {
    document.title = `${titles[name]} – Tammes`;
  }, [titles, name]);
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {words.skip}
      </button>
      <Sidebar current={name} />
      <main ref={main} tabIndex={-1} className={styles.main}>
        <ConnectionBanner />
        <DamageBanner />
        {info.isError && <ErrorNote error={info.error} />}
        <div className={styles.screen}>
          <ErrorBoundary key={name}>
            <Component />
          </ErrorBoundary>
        </div>
      </main>
      <Drops />
      <TwiceQuestion />
      <ErrorBoundary>
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
        <Suspense fallback={null}>
          {showsHistory && <History onClose={() => setShowsHistory(false)} />}
          {showsShortcuts && <ShortcutSheet onClose={() => setShowsShortcuts(false)} />}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/** The palette's key is among the shortcuts, too. */
function usePaletteKey(): void {
  const { palette: words } = useMessages();
  useActions(
    useMemo(
      (): Action[] => [
        { id: 'palette', group: 'window', label: words.search, keys: 'mod+K', run: palette.open },
      ],
      [words],
    ),
  );
}

/** Gives the focus to the heading of each screen that is gone to, but the first. */
function useFocusOf(screen: string): void {
  const shown = useRef(screen);
  // While it is drawn: the heading asks for it as soon as it is there.
  if (shown.current !== screen) {
    shown.current = screen;
    awaitFocus();
  }
}
