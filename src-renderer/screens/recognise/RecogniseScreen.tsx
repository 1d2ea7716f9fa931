/** The screen Recognise: a photo or the camera, its faces, and their matches. */
import { useCallback, useState } from 'react';
import type { DescribedFace, Pixels } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { describeFaces } from '../../vision/vision.ts';
import { FaceMatches } from './FaceMatches.tsx';
import { FalseAcceptChoice } from './FalseAcceptChoice.tsx';
import { FileButton } from './FileButton.tsx';
import { type Probe, ProbeArea } from './ProbeArea.tsx';
import { useMatches } from './useMatches.ts';

/** Recognises the people on a photo or in front of the camera, and enrols those who are unknown. */
export function RecogniseScreen() {
  const messages = useMessages();
  const { recognise: words } = messages;
  const [head, setHead] = useState<number | null>(null);
  const [probe, setProbe] = useState<Probe | null>(null);
  const [working, setWorking] = useState(false);
  const [camera, setCamera] = useState(false);
  const toasts = useToasts();
  const enrol = useEnrolNew();
  const result = useMatches(head, probe?.faces ?? []);

  const look = useCallback(
    async (name: string, open: () => Promise<Pixels>) => {
      setWorking(true);
      setProbe(null);
      try {
        const pixels = await open();
        // The worker takes the pixels away; the picture keeps its own.
        const { detector } = await bridge.call('library.summary', undefined);
        const faces = await describeFaces({ ...pixels, data: pixels.data.slice() }, detector);
        setProbe({ name, pixels, faces });
      } catch (error) {
        toasts.fail(error);
      } finally {
        setWorking(false);
      }
    },
    [toasts],
  );

  const lookAtFile = (file: File | undefined) => {
    if (file === undefined) return;
    setCamera(false);
    void look(file.name, async () =>
      bridge.call('matching.decode', { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }),
    );
  };

  return (
    <>
      <h1>{messages.screens.recognise}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="row panel">
        <HeadPicker value={head} onChange={setHead} />
        <FileButton label={words.choose} onFile={lookAtFile} />
        <button type="button" aria-pressed={camera} onClick={() => setCamera(!camera)}>
          {camera ? words.stopCamera : words.camera}
        </button>
        <FalseAcceptChoice />
      </div>
      <div className="wide-columns">
        <ProbeArea
          {...{ probe, working, camera }}
          matches={result.data?.matches ?? []}
          onFile={lookAtFile}
          onPicture={(pixels) => {
            setCamera(false);
            void look(words.camera, async () => pixels);
          }}
          onCameraFail={(error) => {
            setCamera(false);
            toasts.fail(error);
          }}
        />
        <FaceMatches
          faces={probe?.faces ?? null}
          result={result.data}
          onEnrol={(face, name) => enrol(probe!.name, face, name)}
        />
      </div>
    </>
  );
}

/** Enrols a face that was not known, with undo. */
function useEnrolNew() {
  const toasts = useToasts();
  const forget = useForget();
  return async function enrol(source: string, face: DescribedFace, name: string) {
    try {
      const refresh = () => forget('people', 'matching', 'library');
      const { enrolmentId } = await bridge.call('people.enrolNew', { name, source, face });
      toasts.tell(
        ({ recognise }) => recognise.enrolled(name),
        async () => {
          await bridge.call('people.undoEnrol', { enrolmentIds: [enrolmentId] });
          refresh();
        },
      );
      refresh();
    } catch (error) {
      toasts.fail(error);
    }
  };
}
