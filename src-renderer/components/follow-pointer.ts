/** A press of the pointer that may become a drag. */
interface Drag {
  /** Pixels: a press that moves less is a click. */
  least: number;
  /** The pointer is elsewhere, and the press is a drag by now. */
  onMove(event: globalThis.PointerEvent): void;
  /** The drag ends where it should; `onEnd` follows. */
  onRelease(): void;
  /** It is over, by release or because it was given up; also if it never became a drag. */
  onEnd(): void;
}

/** Follows the pointer until it is released; Escape gives a drag up. @returns what gives up. */
export function followPointer(
  press: globalThis.PointerEvent,
  { least, onMove, onRelease, onEnd }: Drag,
): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let drags = false;

  function end() {
    listeners.abort();
    if (drags) swallowClick();
    drags = false;
    onEnd();
  }
  const move = (event: globalThis.PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    drags ||= Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) > least;
    if (drags) onMove(event);
  };
  const release = (event: globalThis.PointerEvent) => {
    if (event.pointerId !== press.pointerId) return;
    if (drags) onRelease();
    end();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drags) return;
    event.stopPropagation();
    event.preventDefault();
    end();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', release, { signal });
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener('keydown', key, { signal, capture: true });
  return end;
}

/** After a press that dragged something: it is no click on what lies where it ends. */
function swallowClick(): void {
  const listeners = new AbortController();
  const { signal } = listeners;
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
    listeners.abort();
  };
  window.addEventListener('click', swallow, { signal, capture: true });
  window.addEventListener('pointerdown', () => listeners.abort(), { signal, capture: true });
}
