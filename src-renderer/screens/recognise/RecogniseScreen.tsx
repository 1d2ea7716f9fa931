/** The screen Recognise: a photo or the camera, its faces, and their matches. */
import { useCallback, useRef, useState } from 'react';
import type { DescribedFace, Output, Pixels } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { HeadPicker } from '../../components/HeadPicker.tsx';
import { describeFaces } from '../../vision/vision.ts';
import { Camera } from './Camera.tsx';
import { FaceMatches } from './FaceMatches.tsx';
import { FalseAcceptChoice } from './FalseAcceptChoice.tsx';
import { Picture } from './Picture.tsx';
import { useMatches } from './useMatches.ts';

/** A photo that was looked at. */
interface Probe {
  name: string;
  pixels: Pixels;
  faces: DescribedFace[];
}

/** Recognises the people on a photo or in front of the camera, and enrols those who are unknown. */
export function RecogniseScreen() {
  const messages = useMessages();
  const { recognise: words } = messages;
  const [head, setHead] = useState<number | null>(null);
  const [probe, setProbe] = useState<Probe | null>(null);
  const [working, setWorking] = useState(false);
  const [camera, setCamera] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const toasts = useToasts();
  const forget = useForget();
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

  async function enrol(face: DescribedFace, name: string) {
    try {
      const refresh = () => forget('people', 'matching', 'library');
      const source = probe!.name;
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
  }

  return (
    <>
      <h1>{messages.screens.recognise}</h1>
      <p className="quiet">{words.intro}</p>
      <div className="row panel">
        <HeadPicker value={head} onChange={setHead} />
        <button type="button" className="primary" onClick={() => input.current?.click()}>
          {words.choose}
        </button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          className="visually-hidden"
          aria-label={words.choose}
          tabIndex={-1}
          onChange={({ target }) => {
            lookAtFile(target.files?.[0]);
            target.value = '';
          }}
        />
        <button type="button" aria-pressed={camera} onClick={() => setCamera(!camera)}>
          {camera ? words.stopCamera : words.camera}
        </button>
        <FalseAcceptChoice />
      </div>
      <div className="wide-columns">
        <section
          className="drop"
          aria-label={words.picture}
          aria-busy={working}
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            lookAtFile(event.dataTransfer.files[0]);
          }}
        >
          {working && <p role="status">{words.working}</p>}
          {camera && !working && probe === null && (
            <Camera
              onPicture={(pixels) => {
                setCamera(false);
                void look(words.camera, async () => pixels);
              }}
              onFail={(error) => {
                setCamera(false);
                toasts.fail(error);
              }}
            />
          )}
          {!working && probe && (
            <Picture pixels={probe.pixels} faces={probe.faces} matches={matchesOf(result.data)} />
          )}
          {!working && !probe && !camera && <p className="quiet">{words.intro}</p>}
        </section>
        <FaceMatches faces={probe?.faces ?? null} result={result.data} onEnrol={enrol} />
      </div>
    </>
  );
}

function matchesOf(result: Output<'matching.match'> | undefined) {
  return result?.matches ?? [];
}
