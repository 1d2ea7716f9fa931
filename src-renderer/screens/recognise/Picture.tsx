import { useEffect, useRef } from 'react';
import type { DescribedFace, Match, Pixels } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';
import { sureText } from './words.ts';

interface PictureProps {
  pixels: Pixels;
  faces: readonly DescribedFace[];
  matches: readonly Match[];
}

/** A photo with a box on each face, a name and how sure that is. */
export function Picture({ pixels, faces, matches }: PictureProps) {
  const { recognise: words } = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, pixels);
  }, [pixels]);
  // Letters stay about as large on the screen however large the photo is: it is shown 320 to 700 pixels wide.
  const letters = (16 * pixels.width) / Math.min(700, Math.max(320, pixels.width));
  // As large as the window has room for, and a tiny photo large enough to be seen.
  const width = `min(100%, ${(65 * pixels.width) / pixels.height}vh, ${Math.max(320, pixels.width)}px)`;
  return (
    <div className="picture" style={{ width }}>
      <canvas ref={canvas} width={pixels.width} height={pixels.height} />
      <svg viewBox={`0 0 ${pixels.width} ${pixels.height}`} role="img" aria-label={words.picture}>
        {faces.map(({ box }, i) => {
          const match = matches[i];
          const first = match?.candidates[0];
          const name = match?.known ? first?.name : words.unknown;
          const probability = match?.probability ?? null;
          const sure = match?.known && probability !== null ? sureText(probability, words) : '';
          const above = box.y > letters * 1.6;
          return (
            <g key={`${box.x},${box.y}`}>
              <rect
                className={match?.known ? 'known' : ''}
                x={box.x}
                y={box.y}
                width={box.width}
                height={box.height}
              />
              <text
                x={Math.max(box.x, 0) + letters / 4}
                y={above ? box.y - letters / 3 : box.y + letters * 1.2}
                fontSize={letters}
                strokeWidth={letters / 5}
              >
                {match && words.somebody(name ?? '', sure)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, { width, height, data }: Pixels): void {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < data.length; from += 3) {
    rgba[to++] = data[from]!;
    rgba[to++] = data[from + 1]!;
    rgba[to++] = data[from + 2]!;
    rgba[to++] = 255;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
}
