import { useEffect, useState } from 'react';
import type { Palette } from './appearance.ts';
import type { Colour } from './geometry.ts';

/** The window's colours, read again when it turns dark or light. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    // The theme may be the system's, or chosen: either way it is written here.
    const observer = new MutationObserver(() => setPalette(readPalette()));
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => observer.disconnect();
  }, []);
  return palette;
}

function readPalette(): Palette {
  // Through an element's colour, which resolves light-dark() to what is shown.
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (name: string): Colour => {
    probe.style.color = `var(--${name})`;
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return [red / 255, green / 255, blue / 255];
  };
  const palette = {
    surface: read('surface'),
    text: read('text'),
    quiet: read('quiet'),
    line: read('line'),
    accent: read('accent'),
    second: read('second'),
  };
  probe.remove();
  return palette;
}
