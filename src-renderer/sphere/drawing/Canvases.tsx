/** The canvases of the sphere: WebGL if the window has it, otherwise a flat drawing. */
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { PictureViewState, SpherePicture } from '../picture.ts';
import { isMap, type Size } from '../view/camera.ts';
import styles from '../view/sphere.module.css';
import { css, type Palette } from './appearance.ts';
import { flatStage } from './flat-stage.ts';
import { Names } from './name-tags.ts';
import type { Stage } from './stage.ts';
import { svgOf, textHeight } from './svg.ts';
import { webglStage } from './webgl-stage.ts';

/** Device pixels a CSS pixel at most: nobody sees more. */
const mostPixelRatio = 2;

/** What is shown, to be written to a file. */
export interface Shot {
  size: Size;
  /** Draws it into a canvas at a place, in pixels of the file. */
  paint(context: CanvasRenderingContext2D, left: number, pixelRatio: number): void;
  svg(): string;
}

interface CanvasesProps {
  picture: SpherePicture;
  view: PictureViewState;
  palette: Palette;
  /** Called once if there is no WebGL. */
  onFlat(): void;
  ref: Ref<Shot>;
}

interface Layers {
  stage: Stage;
  names: Names;
  size: Size;
}

/** The picture, and over it portraits and names, on two canvases. Draws when something has changed and at no other time. */
export function Canvases({ picture, view, palette, onFlat, ref }: CanvasesProps) {
  const host = useRef<HTMLDivElement>(null);
  const layers = useRef<Layers | null>(null);
  /** Portraits that have come. */
  const [loaded, setLoaded] = useState(0);
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  const isPlane = isMap(view.camera);

  useEffect(() => {
    const element = host.current!;
    const stage = isPlane ? flatStage() : openStage(onFlat);
    const names = new Names(() => setLoaded((count) => count + 1));
    layers.current = { stage, names, size: { width: 1, height: 1 } };
    element.append(stage.canvas, names.canvas);
    const observer = new ResizeObserver(() => {
      const next = { width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) };
      const ratio = Math.min(mostPixelRatio, devicePixelRatio);
      stage.resize(next, ratio);
      names.resize(next, ratio);
      layers.current!.size = next;
      setSize(next);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      layers.current = null;
      stage.canvas.remove();
      names.canvas.remove();
      stage.dispose();
    };
  }, [onFlat, isPlane]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      layers.current?.stage.draw(picture, view, palette);
      layers.current?.names.draw(picture, view, palette);
    });
    return () => cancelAnimationFrame(frame);
  }, [picture, view, palette, size, loaded]);

  useImperativeHandle(
    ref,
    () => ({
      size,
      paint(context, left, pixelRatio) {
        const { stage, names } = layers.current!;
        // Drawn again: WebGL's pixels can be read only until the browser has shown them.
        stage.draw(picture, view, palette);
        const [width, height] = [size.width * pixelRatio, size.height * pixelRatio];
        context.fillStyle = css(palette.surface);
        context.fillRect(left, 0, width, height);
        for (const { canvas } of [stage, names]) context.drawImage(canvas, left, 0, width, height);
      },
      svg() {
        const texts = layers.current!.names.placed.map(({ index, left, top }) => ({
          left,
          middle: top + textHeight / 2 + 1,
          text: picture.names[index]!,
        }));
        return svgOf(picture, view, palette, size, texts);
      },
    }),
    [picture, view, palette, size],
  );

  return <div ref={host} className={styles.canvases} data-testid="canvases" aria-hidden="true" />;
}

function openStage(onFlat: () => void): Stage {
  try {
    return webglStage();
  } catch {
    onFlat();
    return flatStage();
  }
}
