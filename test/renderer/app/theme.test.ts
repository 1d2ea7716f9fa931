import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { expect, test } from 'vitest';
import { themeAt } from '../../../src-renderer/app/theme/theme.ts';

// The content security policy refuses the style element that Mantine would write: its variables are a file.
// `npx vitest run test/renderer/app/theme.test.ts -u` writes it again.
test("the stylesheet of Mantine's variables is that of the theme", async () => {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, themeAt('comfortable')));
  const css = convertCssVariables(variables, ':root')
    .replaceAll(';', ';\n')
    .replaceAll('{', ' {\n')
    .replaceAll('}', '}\n');
  await expect(`/* Written by test/renderer/app/theme.test.ts. */\n${css}`).toMatchFileSnapshot(
    '../../../src-renderer/app/theme/variables.css',
  );
});
