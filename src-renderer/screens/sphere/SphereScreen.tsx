import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { HeadSphere } from './HeadSphere.tsx';

/** The class centres of a head on the sphere, and their spread in numbers. */
export default function SphereScreen() {
  const messages = useMessages();
  const { sphere: words } = messages;
  const summary = useCall('library.summary', undefined);
  return (
    <>
      <h1>{messages.screens.sphere}</h1>
      <p className="quiet">{words.intro}</p>
      {summary.data && summary.data.people < 2 ? <p className="quiet">{words.noPoints}</p> : <HeadSphere />}
    </>
  );
}
