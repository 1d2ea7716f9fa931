import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { usePreferences } from '../../app/preferences.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Setting } from './Setting.tsx';

/** Theme, density and language of this window. */
export function Appearance() {
  const { settings: words } = useMessages();
  const { language, choose } = useLanguage();
  // To stop transitions Mantine would write a style, which the policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { density, set } = usePreferences();
  return (
    <Panel title={words.look}>
      <Setting label={words.theme}>
        {(labelledBy) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={colorScheme}
            onChange={setColorScheme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: words.themes[value],
            }))}
          />
        )}
      </Setting>
      <Setting label={words.density}>
        {(labelledBy) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={density}
            onChange={(density) => set({ density })}
            data={(['comfortable', 'compact'] as const).map((value) => ({
              value,
              label: words.densities[value],
            }))}
          />
        )}
      </Setting>
      <Setting label={words.language}>
        {(labelledBy) => (
          <SegmentedControl
            aria-labelledby={labelledBy}
            value={language}
            onChange={choose}
            data={[
              { value: 'en', label: 'English' },
              { value: 'ja', label: '日本語' },
            ]}
          />
        )}
      </Setting>
    </Panel>
  );
}
