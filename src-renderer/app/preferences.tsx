/** How this window looks: theme by Mantine, density, size of faces, and whether the sidebar is narrow. Kept in the browser's storage. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect, useMemo } from 'react';
import { SharedState, useSharedState } from './shared-state.ts';
import { type Density, themeAt } from './theme/theme.ts';

interface Preferences {
  density: Density;
  narrowSidebar: boolean;
  /** Width of the library's faces, in pixels. */
  faceSize: number;
}

/** How small and how large the library's faces may be, in pixels. */
export const faceSizes = { min: 64, max: 192, usual: 112 } as const;

const preferences = new SharedState<Preferences>({
  density: localStorage.getItem('density') === 'compact' ? 'compact' : 'comfortable',
  narrowSidebar: localStorage.getItem('narrow-sidebar') === 'true',
  faceSize: sizeOf(Number(localStorage.getItem('face-size'))),
});

function sizeOf(stored: number): number {
  return stored >= faceSizes.min && stored <= faceSizes.max ? stored : faceSizes.usual;
}

export function usePreferences(): Preferences & { set(change: Partial<Preferences>): void } {
  return { ...useSharedState(preferences), set };
}

function set(change: Partial<Preferences>): void {
  preferences.change((before) => ({ ...before, ...change }));
  const { density, narrowSidebar, faceSize } = preferences.get();
  localStorage.setItem('density', density);
  localStorage.setItem('narrow-sidebar', String(narrowSidebar));
  localStorage.setItem('face-size', String(faceSize));
}

const colours = localStorageColorSchemeManager({ key: 'theme' });

/**
 * Mantine at the density that is chosen. Its variables and classes are stylesheets (app/theme), since the content security policy
 * refuses style elements.
 */
export function LookProvider({ children }: { children: ReactNode }) {
  const { density } = usePreferences();
  const theme = useMemo(() => themeAt(density), [density]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colours}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
