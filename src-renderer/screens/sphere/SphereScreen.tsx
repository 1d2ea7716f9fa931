import { useState } from 'react';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { HeadSphere } from './HeadSphere.tsx';
import { RunSphere } from './RunSphere.tsx';

/** The class centres of a head on the sphere, or of a run as they move, and their spread in numbers. */
export default function SphereScreen() {
  const messages = useMessages();
  const { sphere: words } = messages;
  const [mode, setMode] = useState<'head' | 'run'>('head');
  const summary = useCall('library.summary', undefined);
  return (
    <>
      <h1>{messages.screens.sphere}</h1>
      <p className="quiet">{words.intro}</p>
      {summary.data && summary.data.people < 2 ? (
        <p className="quiet">{words.noPoints}</p>
      ) : (
        <>
          <div className="modes">
            <Segments<'head' | 'run'>
              label={words.mode}
              value={mode}
              options={[
                ['head', words.modes.head],
                ['run', words.modes.run],
              ]}
              onChange={setMode}
            />
          </div>
          {mode === 'head' ? <HeadSphere /> : <RunSphere />}
        </>
      )}
    </>
  );
}
