/** What Mantine's components are given: type, spacing, radii, colours and sizes. The tokens they rest on are in tokens.css. */
import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core';

/** How close together things stand. */
export type Density = 'comfortable' | 'compact';

const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eef0f4',
  '#e3e5ea',
  '#d6d9e0',
  '#c2c6cf',
  '#a3a8b4',
  '#7e8492',
  '#5c6270',
  '#383c46',
  '#17181c',
];
const dark: MantineColorsTuple = [
  '#eceef2',
  '#c4c9d4',
  '#a3a9b6',
  '#747a88',
  '#3a3e48',
  '#2c2f37',
  '#1c1e24',
  '#131417',
  '#0f1012',
  '#0a0b0c',
];
const accent: MantineColorsTuple = [
  '#eef0ff',
  '#dfe3ff',
  '#bcc4ff',
  '#95a2ff',
  '#7583f2',
  '#5a6be0',
  '#4a5bd4',
  '#3d4cb8',
  '#323f98',
  '#283278',
];

/** The accent's variants follow the tokens, which differ between the themes; Mantine would compute them for one. */
const variantColors: VariantColorsResolver = (input) => {
  const isAccent = input.color === undefined || input.color === 'accent';
  if (isAccent && input.variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  // What cannot be taken back.
  if (input.color === 'bad' && input.variant === 'filled') {
    return {
      background: 'var(--bad)',
      hover: 'var(--bad-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  return defaultVariantColorsResolver(input);
};

const sized = (size: 'xs' | 'sm') => ({ defaultProps: { size } });
/** Help stands below a field, so that fields in a row stand in line however much is said of each; of several choices it is read first. */
const ordered = (...parts: ('label' | 'input' | 'description' | 'error')[]) => ({
  defaultProps: { inputWrapperOrder: parts },
});
// The page itself never scrolls, and what would hold it writes a style element, which the content security policy refuses.
const overlay = {
  defaultProps: {
    lockScroll: false,
    transitionProps: { duration: 120 },
    overlayProps: { backgroundOpacity: 0.4, blur: 0 },
  },
};

/** The theme at a density. */
export function themeAt(density: Density): MantineThemeOverride {
  const size = density === 'compact' ? 'xs' : 'sm';
  const controls = [
    'Button',
    'TextInput',
    'NumberInput',
    'Select',
    'MultiSelect',
    'Autocomplete',
    'TagsInput',
    'Textarea',
    'SegmentedControl',
    'Checkbox',
    'Radio',
    'Switch',
    'Slider',
  ];
  return createTheme({
    primaryColor: 'accent',
    primaryShade: { light: 6, dark: 3 },
    colors: { accent, gray, dark },
    variantColorResolver: variantColors,
    fontFamily: 'var(--font)',
    fontFamilyMonospace: 'var(--font-mono)',
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.3' },
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '1.3' },
        h2: { fontSize: '16px', lineHeight: '1.4' },
        h3: { fontSize: '14px', lineHeight: '1.5' },
        h4: { fontSize: '13px', lineHeight: '1.45' },
      },
    },
    spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
    radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
    defaultRadius: 'md',
    respectReducedMotion: true,
    components: {
      ...Object.fromEntries(controls.map((name) => [name, sized(size)])),
      ActionIcon: {
        defaultProps: { variant: 'subtle', color: 'gray', size: density === 'compact' ? 28 : 34 },
      },
      InputWrapper: ordered('label', 'input', 'description', 'error'),
      RadioGroup: ordered('label', 'description', 'input', 'error'),
      CheckboxGroup: ordered('label', 'description', 'input', 'error'),
      Modal: overlay,
      Drawer: overlay,
      SpotlightRoot: overlay,
      Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', position: 'bottom-end' } },
      Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
      Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    },
  });
}
