import type { Paper } from '../../src-shared/losses/index.ts';

/** Who described it, and where. */
export function PaperLine({ paper: { authors, year, venue } }: { paper: Paper }) {
  return (
    <small>
      {authors}, {venue.includes(String(year)) ? venue : `${venue} ${year}`}
    </small>
  );
}
