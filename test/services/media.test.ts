import { expect, test } from 'vitest';
import { someDemoPeople } from '../helpers/cli.ts';
import { openWindow } from '../helpers/window.ts';

const { services, call, read } = await openWindow();

test('a chip is served as a picture, and an unknown id is refused', async () => {
  await read(await someDemoPeople(['s01'], [1]));
  const { faces } = await call('library.faces', {});
  const chip = await services.media(`/media/chip/${faces[0]!.id}`);
  expect(chip?.type).toBe('image/webp');
  for (const path of [
    '/media/chip/999',
    '/media/chip/1.5',
    '/media/chip/',
    '/media/model/../package.json',
    '/media/photo/-1',
  ]) {
    expect(await services.media(path)).toBeNull();
  }
  expect((await services.media('/media/model/ssd_mobilenetv1_model.bin'))?.bytes.length).toBeGreaterThan(1e6);
});
