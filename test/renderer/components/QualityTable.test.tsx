import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { QualityTable } from '../../../src-renderer/components/QualityTable.tsx';
import { show } from '../../helpers/show.tsx';

const quality = {
  size: 60,
  sharpness: 90,
  brightness: 110,
  clipped: { shadows: 0.01, highlights: 0 },
  pose: { yaw: -75, pitch: -4, roll: 3 },
};
const row = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent?.trim());

test('each part has what was measured and its rating, and the whole is named', () => {
  show(<QualityTable face={{ score: 0.9, quality }} />);
  expect(row(/^Size/)[0]).toBe('60 pixels');
  expect(row(/^Pose/)).toEqual(['yaw -75°, pitch -4°, roll 3°', '0.07']);
  const ratings = screen.getAllByRole('row').slice(1, -1);
  expect(ratings).toHaveLength(5);
  expect(row(/^Quality/)[1]).toMatch(/^0\.\d\d$/);
});

test('a pose and clipping that are not known are no numbers', () => {
  show(<QualityTable face={{ score: 0.9, quality: { ...quality, clipped: null, pose: null } }} />);
  expect(row(/^Pose/)[0]).not.toMatch(/\d/);
  expect(document.body.textContent).not.toMatch(/null|NaN|undefined/);
});
