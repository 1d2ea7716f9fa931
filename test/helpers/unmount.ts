import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// As `expect.poll`: it ends what hangs, and says nothing of speed.
configure({ asyncUtilTimeout: 60_000 });

// The library does so itself only if tests have global names.
afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom has no layout: what asks for it hears nothing.
globalThis.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {},
  });
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
