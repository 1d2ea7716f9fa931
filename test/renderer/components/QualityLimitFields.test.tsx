import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { bridge } from '../../../src-renderer/app/bridge.ts';
import { en } from '../../../src-renderer/app/messages/en.ts';
import { QualityLimitFields } from '../../../src-renderer/components/QualityLimitFields.tsx';
import { useLimits } from '../../../src-renderer/components/quality-limits.ts';
import { qualityLimits } from '../../../src-shared/contract/index.ts';
import { show } from '../../helpers/show.tsx';

vi.mock('../../../src-renderer/app/bridge.ts', () => ({ bridge: { call: vi.fn() } }));

let limits: ReturnType<typeof useLimits>['limits'];

function Reader() {
  ({ limits } = useLimits());
  return null;
}

const defaults = qualityLimits.parse({});
const { limitNames, reset } = en.quality;
type Limit = keyof typeof limitNames;
const field = (limit: Limit) => screen.getByLabelText(limitNames[limit]) as HTMLInputElement;
const type = (limit: Limit, value: string) => fireEvent.change(field(limit), { target: { value } });

beforeEach(() => {
  vi.mocked(bridge.call).mockImplementation(async (_, input) => {
    const { size } = (input as { limits: typeof defaults }).limits;
    return { faces: 16, leftOut: size, reasons: [{ reason: 'size', faces: size }] };
  });
  show(
    <>
      <QualityLimitFields />
      <Reader />
    </>,
  );
  fireEvent.click(screen.getByRole('button', { name: reset }));
});

test('a limit that is changed is asked for, and is the same wherever limits are used', async () => {
  type('size', '7');
  expect(limits).toEqual({ ...defaults, size: 7 });
  await screen.findByText(/7 of 16 faces left out: 7 too small\./);
});

test('while a number is missing or out of range the defaults stand', () => {
  type('size', '7');
  for (const text of ['', '-1']) {
    type('size', text);
    expect(limits).toEqual(defaults);
  }
});

test('the limits that were switched off are back as they were when they are switched on', () => {
  type('yaw', '80');
  fireEvent.click(screen.getByRole('switch'));
  expect(limits).toBeNull();
  expect(field('yaw').disabled).toBe(true);
  fireEvent.click(screen.getByRole('switch'));
  expect(limits).toEqual({ ...defaults, yaw: 80 });
  fireEvent.click(screen.getByRole('button', { name: reset }));
  expect(limits).toEqual(defaults);
});

test('what is half typed is not stored', () => {
  type('yaw', '80');
  type('size', '');
  const stored = Object.values({ ...localStorage }).find((text) => String(text).includes('yaw'));
  expect(JSON.parse(String(stored))).toEqual({ on: true, limits: { ...defaults, yaw: 80 } });
});
