import { IconUsers } from '@tabler/icons-react';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Screen } from '../../components/Screen.tsx';
import { Segments } from '../../components/Segments.tsx';
import { EmptyState } from '../../components/states.tsx';
import { HeadSphere } from './HeadSphere.tsx';
import { RunSphere } from './RunSphere.tsx';
import { useSphereAddress } from './sphere-address.ts';

/** The class centres of a head on the sphere, or of a run as they move, and their spread in numbers. */
export default function SphereScreen() {
  const messages = useMessages();
  const { sphere: words } = messages;
  const [{ of }, set] = useSphereAddress();
  const summary = useCall('library.summary', undefined);
  return (
    <Screen
      title={messages.screens.sphere}
      tools={
        <Segments
          bare
          label={words.mode}
          value={of}
          options={[
            ['head', words.modes.head],
            ['run', words.modes.run],
          ]}
          onChange={(of) => set({ of, chosen: [] })}
        />
      }
    >
      {summary.data && summary.data.people < 2 ? (
        <EmptyState icon={IconUsers} title={words.noPoints}>
          {words.intro}
        </EmptyState>
      ) : of === 'head' ? (
        <HeadSphere />
      ) : (
        <RunSphere />
      )}
    </Screen>
  );
}
