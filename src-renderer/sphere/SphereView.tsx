import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { mediaUrl } from '../../src-shared/contract/index.ts';
import { useMessages } from '../app/language.tsx';
import { FlatSphere } from './FlatSphere.tsx';
import { facing, type Turn } from './geometry.ts';
import type { SpherePicture } from './picture.ts';
import { createScene, type Scene } from './scene.ts';

interface SphereViewProps {
  picture: SpherePicture;
  selected: number | null;
  onSelect(index: number | null): void;
}

const keyStep = Math.PI / 24;

/** The sphere: turned with the pointer or the arrow keys; a click selects a centre. */
export function SphereView({ picture, selected, onSelect }: SphereViewProps) {
  const { sphere: words } = useMessages();
  const host = useRef<HTMLDivElement>(null);
  const scene = useRef<Scene | null>(null);
  const [flat, setFlat] = useState(false);
  const [turn, setTurn] = useState<Turn>({ yaw: 0, pitch: 0 });
  const [zoom, setZoom] = useState(1);
  const [hovered, setHovered] = useState<number | null>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);

  useEffect(() => {
    if (host.current === null) return;
    try {
      scene.current = createScene(host.current);
    } catch {
      // No WebGL: three.js says so by throwing.
      setFlat(true);
    }
    return () => {
      scene.current?.dispose();
      scene.current = null;
    };
  }, []);
  useEffect(() => {
    scene.current?.setPicture(picture);
    setTurn(facing(picture.points));
  }, [picture]);
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => scene.current?.redraw();
    scheme.addEventListener('change', redraw);
    return () => scheme.removeEventListener('change', redraw);
  }, []);
  useEffect(
    () => scene.current?.setView({ turn, zoom, selected: hovered ?? selected }),
    [turn, zoom, selected, hovered],
  );

  function onKey(event: KeyboardEvent) {
    const turns: Record<string, Turn> = {
      ArrowLeft: { yaw: -keyStep, pitch: 0 },
      ArrowRight: { yaw: keyStep, pitch: 0 },
      ArrowUp: { yaw: 0, pitch: -keyStep },
      ArrowDown: { yaw: 0, pitch: keyStep },
    };
    const by = turns[event.key];
    if (by) setTurn(({ yaw, pitch }) => ({ yaw: yaw + by.yaw, pitch: clampPitch(pitch + by.pitch) }));
    else if (event.key === '+' || event.key === '=') setZoom((value) => Math.min(4, value * 1.2));
    else if (event.key === '-') setZoom((value) => Math.max(0.6, value / 1.2));
    else if (event.key === 'Escape') onSelect(null);
    else return;
    event.preventDefault();
  }

  const shown = hovered ?? selected;
  const faceId = shown === null ? null : (picture.faceIds[shown] ?? null);
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the picture is turned with keys, as its name says
    // biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: the table beside it says the same in words
    <div
      ref={host}
      className="sphere"
      role="img"
      tabIndex={0}
      aria-label={words.picture}
      onKeyDown={onKey}
      onWheel={({ deltaY }) => setZoom((value) => Math.min(4, Math.max(0.6, value * 1.001 ** -deltaY)))}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, y: event.clientY, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const last = drag.current;
        if (last === null) {
          setHovered(scene.current?.pick(event.clientX, event.clientY) ?? null);
          return;
        }
        const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
        if (!last.moved && Math.hypot(dx, dy) < 4) return;
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        setTurn(({ yaw, pitch }) => ({ yaw: yaw + dx / 150, pitch: clampPitch(pitch + dy / 150) }));
      }}
      onPointerUp={(event) => {
        if (drag.current?.moved === false)
          onSelect(scene.current?.pick(event.clientX, event.clientY) ?? null);
        drag.current = null;
      }}
      onPointerLeave={() => setHovered(null)}
    >
      {flat && (
        <FlatSphere picture={picture} turn={turn} zoom={zoom} selected={selected} onSelect={onSelect} />
      )}
      {shown !== null && (
        <div className="card">
          {faceId !== null && <img src={mediaUrl.chip(faceId)} alt="" />}
          {picture.names[shown]}
        </div>
      )}
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: see above
  );
}

function clampPitch(pitch: number): number {
  return Math.max(-Math.PI / 2, Math.min(Math.PI / 2, pitch));
}
