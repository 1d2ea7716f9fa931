import type { Size } from '../view/camera.ts';
import { css } from './appearance.ts';
import { type Ink, type Path, type Pen, paint } from './paint.ts';
import type { Stage } from './stage.ts';

/** Draws on a 2-D canvas, for windows without WebGL: the same picture, only slower. */
export function flatStage(): Stage {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const pen = canvasPen(context);
  let size: Size = { width: 1, height: 1 };
  let ratio = 1;
  return {
    canvas,
    resize(next, pixelRatio) {
      size = next;
      ratio = pixelRatio;
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
    },
    draw(picture, view, palette) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      paint(pen, picture, view, palette, size);
    },
    dispose() {},
  };
}

function canvasPen(context: CanvasRenderingContext2D): Pen {
  const trace = (path: Path) => {
    context.beginPath();
    for (let i = 0; i < path.length; i += 2) context.lineTo(path[i]!, path[i + 1]!);
  };
  const circle = (x: number, y: number, radius: number) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  };
  const fill = ({ colour, alpha }: Ink) => {
    context.fillStyle = css(colour, alpha);
    context.fill();
  };
  const stroke = (width: number, { colour, alpha }: Ink) => {
    context.lineWidth = width;
    context.strokeStyle = css(colour, alpha);
    context.stroke();
  };
  return {
    disc(x, y, radius, ink) {
      circle(x, y, radius);
      fill(ink);
    },
    ring(x, y, radius, width, ink) {
      circle(x, y, radius);
      stroke(width, ink);
    },
    line(path, width, ink) {
      trace(path);
      stroke(width, ink);
    },
    area(path, ink) {
      trace(path);
      fill(ink);
    },
  };
}
