import { useState } from 'react';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Segments } from '../../components/Segments.tsx';
import { HeadSphere } from './HeadSphere.tsx';
import { RunSphere } from './RunSphere.tsx';

type Mode = 'head' | 'run';

/** The class centres of a head on the sphere, or of a run as they move, and their spread in numbers. */
export default function SphereScreen() {
  const messages = useMessages();
  const { sphere: words } = messages;
  const [mode, setMode] = useState<Mode>('head');
  const summary = useCall('library.summary', undefined);
  const View = mode === 'head' ? HeadSphere : RunSphere;
  return (
    <>
      <h1>{messages.screens.sphere}</h1>
      <p className="quiet">{words.intro}</p>
      {summary.data && summary.data.people < 2 ? (
        <p className="quiet">{words.noPoints}</p>
      ) : (
        <View>
          <Segments<Mode>
            label={words.mode}
            value={mode}
            options={[
              ['head', words.modes.head],
              ['run', words.modes.run],
            ]}
            onChange={setMode}
          />
        </View>
      )}
    </>
  );
}
