import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withBlock } from './document.ts';
import { lossList } from './losses/document.ts';
import { tagOf, withoutPaths } from './machine.ts';
import { settingList } from './settings-document.ts';

test('a part is written anew as often as one likes, and nothing else is touched', () => {
  const text = 'before\n<!-- x: written by npm run bench -->\nold\n<!-- end of x -->\nafter\n';
  const once = withBlock(text, 'x', 'new');
  expect(once).toBe('before\n<!-- x: written by npm run bench -->\n\nnew\n\n<!-- end of x -->\nafter\n');
  expect(withBlock(once, 'x', 'new')).toBe(once);
  expect(() => withBlock(text, 'y', 'new')).toThrow('no part y');
});

test('docs/LOSSES.md lists the losses as they are; `npm run bench -- table` writes it', async () => {
  const text = await readFile(new URL('../../docs/LOSSES.md', import.meta.url), 'utf8');
  expect(withBlock(text, 'losses', lossList())).toBe(text);
});

test('docs/TRAINING.md lists the settings as they are; `npm run bench -- table` writes it', async () => {
  const text = await readFile(new URL('../../docs/TRAINING.md', import.meta.url), 'utf8');
  expect(withBlock(text, 'settings', settingList())).toBe(text);
});

test('a result names the kind of machine, and no folder of it', () => {
  const machine = {
    system: 'Linux x64',
    cpu: 'Intel(R) Core(TM) i7-1 CPU @ 2.80GHz',
    cores: 8,
    memoryGiB: 16,
  };
  expect(tagOf({ ...machine, gpu: null })).toBe('intel-core-i7-1-cpu-8-cores');
  expect(tagOf({ ...machine, gpu: 'NVIDIA T4' })).toBe('intel-core-i7-1-cpu-8-cores-nvidia-t4');
  expect(withoutPaths('/usr/bin/python3: no module in /home/ada/x.py, but 3/4')).toBe(
    '…: no module in …, but 3/4',
  );
});
