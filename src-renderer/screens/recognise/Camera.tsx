import { useEffect, useRef } from 'react';
import type { Pixels } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { useMessages } from '../../app/language.tsx';

interface CameraProps {
  onPicture(pixels: Pixels): void;
  onFail(error: TammesError): void;
}

/** The camera's picture, and a button that takes it. The camera is off when this is not shown. */
export function Camera({ onPicture, onFail }: CameraProps) {
  const { recognise: words } = useMessages();
  const video = useRef<HTMLVideoElement>(null);
  const fail = useRef(onFail);
  fail.current = onFail;

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    // Without a secure context or a camera there are no mediaDevices at all.
    const asked = navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject(new Error('none'));
    asked
      .then((opened) => {
        stream = opened;
        if (gone) stop(opened);
        else if (video.current) video.current.srcObject = opened;
      })
      .catch((cause: unknown) => {
        fail.current(new TammesError('camera-unusable', {}, { cause }));
      });
    return () => {
      gone = true;
      if (stream !== null) stop(stream);
    };
  }, [words]);

  return (
    <div>
      <video ref={video} autoPlay muted playsInline />
      <p>
        <button
          type="button"
          className="primary"
          onClick={() => video.current && onPicture(grab(video.current))}
        >
          {words.snapshot}
        </button>
      </p>
    </div>
  );
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function grab(video: HTMLVideoElement): Pixels {
  const { videoWidth: width, videoHeight: height } = video;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(video, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    data[to++] = rgba[from]!;
    data[to++] = rgba[from + 1]!;
    data[to++] = rgba[from + 2]!;
  }
  return { width, height, data };
}
