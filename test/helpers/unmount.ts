import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// The library does so itself only where tests have global names.
afterEach(() => {
  cleanup();
  localStorage.clear();
});
