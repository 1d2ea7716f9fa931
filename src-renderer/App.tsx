import { useEffect, useState } from 'react';
import { useCall } from './app/data.ts';
import { useLanguage, useMessages } from './app/language.tsx';
import { lazyScreen } from './app/lazy-screen.tsx';
import { useTrainingEvents } from './app/runs.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { ErrorNote } from './components/ErrorNote.tsx';
import { LibraryScreen } from './screens/library/LibraryScreen.tsx';
import { RecogniseScreen } from './screens/recognise/RecogniseScreen.tsx';

// These bring the charts and three.js with them.
const TrainScreen = lazyScreen(() => import('./screens/train/TrainScreen.tsx'));
const LossesScreen = lazyScreen(() => import('./screens/losses/LossesScreen.tsx'));
const SphereScreen = lazyScreen(() => import('./screens/sphere/SphereScreen.tsx'));
const StoryScreen = lazyScreen(() => import('./screens/story/StoryScreen.tsx'));

const screens = ['library', 'train', 'losses', 'recognise', 'sphere', 'story'] as const;
type Screen = (typeof screens)[number];

/** The address's first part; a screen may use what follows. */
function screenOf(hash: string): Screen {
  return screens.find((screen) => screen === hash.split('/')[1]) ?? 'library';
}

/** The shell: navigation, language, and the screen that the address names. */
export function App() {
  const [screen, setScreen] = useState(() => screenOf(location.hash));
  const messages = useMessages();
  const { language, choose } = useLanguage();
  const info = useCall('app.info', undefined);
  useTrainingEvents();

  useEffect(() => {
    const follow = () => setScreen(screenOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    document.title = `${messages.screens[screen]} – Tammes`;
  }, [messages, screen]);

  return (
    <div className="shell">
      <header>
        <span className="brand">Tammes</span>
        <nav aria-label={messages.common.screens}>
          {screens.map((name) => (
            <a key={name} href={`#/${name}`} aria-current={name === screen ? 'page' : undefined}>
              {messages.screens[name]}
            </a>
          ))}
        </nav>
        <label className="language">
          <span className="visually-hidden">{messages.common.language}</span>
          <select value={language} onChange={({ target }) => choose(target.value === 'ja' ? 'ja' : 'en')}>
            <option value="en">English</option>
            <option value="ja">日本語</option>
          </select>
        </label>
      </header>
      <main>
        {info.isError && <ErrorNote error={info.error} />}
        {/* Stays mounted: a folder goes on being read while another screen is shown. */}
        <div hidden={screen !== 'library'}>
          <LibraryScreen />
        </div>
        <ErrorBoundary key={screen}>
          {screen === 'recognise' && <RecogniseScreen />}
          {screen === 'train' && <TrainScreen />}
          {screen === 'losses' && <LossesScreen />}
          {screen === 'sphere' && <SphereScreen />}
          {screen === 'story' && <StoryScreen />}
        </ErrorBoundary>
      </main>
    </div>
  );
}
