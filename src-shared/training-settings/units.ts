import type { Text } from '../text.ts';

export const epochsUnit: Text = { en: 'epochs', ja: 'エポック' };
