/** After a press that dragged something: it is no click on what lies where it ends. */
export function swallowClick(): void {
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
