import { useMantineColorScheme } from '@mantine/core';
import {
  IconFolderOpen,
  IconFolderPlus,
  IconKeyboard,
  IconLayoutSidebar,
  IconMoon,
  IconSparkles,
  IconSun,
  IconSunMoon,
  IconTableImport,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Action, useActions } from '../app/actions.ts';
import { go, parseAddress } from '../app/address.ts';
import { useCall } from '../app/data.ts';
import { useMessages } from '../app/language.tsx';
import { addressOf } from '../app/last-addresses.ts';
import { usePreferences } from '../app/preferences.tsx';
import { screenOf, screens } from '../screens/index.ts';
import { useAddDemo, useAddFolder } from './add-folder/index.tsx';
import { useImportVectors } from './import-vectors/index.tsx';
import { useOpenLibrary } from './useOpenLibrary.ts';

/** What can be done on every screen. @param showShortcuts must keep its identity. */
export function useShellActions(showShortcuts: () => void): void {
  useScreenActions();
  useLibraryActions();
  useWindowActions(showShortcuts);
}

function useScreenActions(): void {
  const { screens: titles } = useMessages();
  useActions(
    useMemo(
      (): Action[] =>
        screens.map(({ name, icon }) => ({
          id: `go-${name}`,
          group: 'go',
          label: titles[name],
          icon,
          ...(name === 'settings' && { keys: 'mod+,' }),
          run: () => go(addressOf(name, screenOf(parseAddress(location.hash).screen).name)),
        })),
      [titles],
    ),
  );
}

function useLibraryActions(): void {
  const { library, shell, importVectors } = useMessages();
  const canOpenLibrary = useCall('app.libraries', undefined).data?.canOpen ?? false;
  const addFolder = useAddFolder();
  const addDemo = useAddDemo();
  const openLibrary = useOpenLibrary();
  const importNow = useImportVectors();
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'add-folder',
          group: 'library',
          label: library.add,
          icon: IconFolderPlus,
          keys: 'mod+O',
          run: () => addFolder(),
        },
        {
          id: 'add-demo',
          group: 'library',
          label: library.addDemo,
          icon: IconSparkles,
          run: addDemo,
        },
        {
          id: 'import-vectors',
          group: 'library',
          label: importVectors.open,
          icon: IconTableImport,
          run: () => importNow(),
        },
        ...(canOpenLibrary
          ? [
              {
                id: 'open-library',
                group: 'library' as const,
                label: shell.openLibrary,
                icon: IconFolderOpen,
                run: () => openLibrary(),
              },
            ]
          : []),
      ],
      [library, shell, importVectors, addFolder, addDemo, canOpenLibrary, openLibrary, importNow],
    ),
  );
}

function useWindowActions(showShortcuts: () => void): void {
  const { palette: words, settings, shell } = useMessages();
  // As in Appearance.tsx.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { narrowSidebar, set } = usePreferences();
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'shortcuts',
          group: 'window',
          label: words.shortcuts,
          icon: IconKeyboard,
          keys: '?',
          run: showShortcuts,
        },
        {
          id: 'sidebar',
          group: 'window',
          label: narrowSidebar ? shell.widen : shell.narrow,
          icon: IconLayoutSidebar,
          keys: 'mod+B',
          run: () => set({ narrowSidebar: !narrowSidebar }),
        },
        ...(['light', 'dark', 'auto'] as const).map(
          (theme): Action => ({
            id: `theme-${theme}`,
            group: 'window',
            label: words.theme(settings.themes[theme]),
            icon: { light: IconSun, dark: IconMoon, auto: IconSunMoon }[theme],
            run: () => setColorScheme(theme),
          }),
        ),
      ],
      [words, settings, shell, narrowSidebar, set, setColorScheme, showShortcuts],
    ),
  );
}
