import { fileURLToPath } from 'node:url';

/** The ORL Database of Faces, 40 people with 10 tiny photos each (23 × 28 pixels): quick to read. */
export const orlFolder = fileURLToPath(new URL('../fixtures/orl', import.meta.url));
