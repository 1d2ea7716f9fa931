import { Button } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useMessages } from '../../app/language.tsx';
import { ErrorState } from '../../components/states.tsx';
import { describeFaces } from '../../vision/vision.ts';
import { Boxes } from './Boxes.tsx';
import styles from './camera.module.css';
import { grab } from './grab.ts';
import { lookAtPixels } from './probes.ts';
import { follow, type Track } from './tracks.ts';
import { useActiveHead } from './useActiveMatches.ts';

/** The camera, live: boxes and names on the picture. Nothing is stored unless a picture is taken. */
export function CameraView({ onTaken }: { onTaken(): void }) {
  const { recognise: words } = useMessages();
  const video = useRef<HTMLVideoElement>(null);
  const { error, size } = useCamera(video);
  const { tracks, rate, failure } = useTracks(video, size !== null);
  const faces = useMemo(
    () => tracks.map(({ id, box, match }) => ({ key: String(id), box, match })),
    [tracks],
  );
  if (error ?? failure) return <ErrorState error={error ?? failure} />;
  return (
    <div className={styles.camera}>
      <Boxes width={size?.width ?? 4} height={size?.height ?? 3} {...{ faces }}>
        <video ref={video} autoPlay muted playsInline className={styles.video} />
      </Boxes>
      <div className={styles.foot}>
        <Button
          leftSection={<IconCamera size={18} stroke={1.75} aria-hidden />}
          disabled={size === null}
          onClick={() => {
            if (video.current) lookAtPixels(words.camera, grab(video.current));
            onTaken();
          }}
        >
          {words.snapshot}
        </Button>
        <span className="quiet tabular" role="status">
          {size === null ? words.startingCamera : words.liveRate(tracks.length, rate)}
        </span>
      </div>
    </div>
  );
}

/** Opens the camera for as long as it is shown. @returns the size of its picture once there is one, or why there is none. */
function useCamera(video: React.RefObject<HTMLVideoElement | null>) {
  const [error, setError] = useState<TammesError | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    // Without a secure context or a camera there are no mediaDevices at all.
    const asked = navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject(new Error('none'));
    asked
      .then(async (opened) => {
        stream = opened;
        if (gone || video.current === null) return stop(opened);
        video.current.srcObject = opened;
        await video.current.play();
        if (!gone) setSize({ width: video.current.videoWidth, height: video.current.videoHeight });
      })
      .catch((cause: unknown) => {
        if (!gone) setError(new TammesError('camera-unusable', {}, { cause }));
      });
    return () => {
      gone = true;
      if (stream !== null) stop(stream);
    };
  }, [video]);
  return { error, size };
}

/** Follows the faces of the live picture, as fast as they are found. @returns them, pictures a second, and what ended it. */
function useTracks(video: React.RefObject<HTMLVideoElement | null>, isOn: boolean) {
  const headId = useActiveHead();
  const [state, setState] = useState<{ tracks: readonly Track[]; rate: number }>({ tracks: [], rate: 0 });
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (!isOn || headId === undefined) return;
    let gone = false;
    let tracks: readonly Track[] = [];
    let lastId = 0;
    async function run(headId: number) {
      let [rate, before] = [0, performance.now()];
      while (!gone && video.current !== null) {
        // The fast detector: the accurate one takes several times as long, and the next picture comes anyhow.
        const faces = await describeFaces(grab(video.current), 'tiny');
        tracks = follow(tracks, faces, lastId);
        lastId = Math.max(lastId, ...tracks.map(({ id }) => id));
        if (tracks.length > 0) {
          const features = tracks.map(({ feature }) => [...feature]);
          const { featureVersion } = tracks[0]!;
          const matching = { headId, features, limit: 1, featureVersion };
          const { matches } = await bridge.call('matching.match', matching);
          tracks = tracks.map((track, i) => ({ ...track, match: matches[i] }));
        }
        const now = performance.now();
        rate = rate === 0 ? 1000 / (now - before) : 0.8 * rate + 0.2 * (1000 / (now - before));
        before = now;
        if (!gone) setState({ tracks, rate });
        // Lets the window draw, and waits while it is not seen.
        await new Promise((resume) => requestAnimationFrame(resume));
      }
    }
    run(headId).catch((cause: unknown) => {
      if (!gone) setFailure(cause);
    });
    return () => {
      gone = true;
    };
  }, [video, isOn, headId]);
  return { ...state, failure };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
