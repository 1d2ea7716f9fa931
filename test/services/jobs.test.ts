import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Jobs, type StagedControls } from '../../src-main/services/jobs.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('the time left is that of the part at work, however long the one before took', async () => {
  const jobs = new Jobs(() => {});
  let controls!: StagedControls;
  let end!: () => void;
  const { id } = jobs.start('evaluate', '', async (given) => {
    controls = given;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  const left = () => jobs.list().find((job) => job.id === id)!.secondsLeft;
  controls.tell(0, 100);
  vi.advanceTimersByTime(3_600_000);
  controls.tell(80, 100);
  expect(left()).toBe(900);
  controls.turn();
  expect(left()).toBeNull();
  vi.advanceTimersByTime(10_000);
  controls.tell(82, 100);
  expect(left()).toBe(90);
  end();
  await jobs.stop();
});
