import { expect, test } from 'vitest';
import { en } from '../../../../src-renderer/app/messages/en.ts';
import { ja } from '../../../../src-renderer/app/messages/ja.ts';
import { comparedSettings, settingRows } from '../../../../src-renderer/screens/runs/setting-rows.ts';
import { trainSpec } from '../../../../src-shared/contract/index.ts';

test('what a run was trained with is said in words, also the choices of its loss', () => {
  const spec = trainSpec.parse({ loss: 'arcface' });
  const said = (title: string) => settingRows(spec, 'ja', ja).find((row) => row.title === title)?.value;
  expect(said('π − m を超えたとき')).toBe('線形');
  expect(said('クラス中心')).toBe('学習する');
  expect(said('マージン m')).toBe('0.5');
});

test('the regulariser and the limits of quality are said, too', () => {
  const said = (spec: Parameters<typeof trainSpec.parse>[0]) =>
    Object.fromEntries(
      settingRows(trainSpec.parse(spec), 'en', en).map(({ title, value }) => [title, value]),
    );
  expect(said({ loss: 'arcface' })).toMatchObject({
    Loss: 'ArcFace',
    Regulariser: 'none',
    'Leave poor faces out': 'no',
  });
  const limited = said({ loss: 'arcface', limits: { yaw: 30 } });
  expect(limited).toMatchObject({ 'Leave poor faces out': 'yes', 'Maximum yaw, degrees': '30' });
});

test('settings side by side say which differ, also where a loss has no such parameter', () => {
  const run = (spec: Parameters<typeof trainSpec.parse>[0], data: string) => ({
    spec: trainSpec.parse(spec),
    data,
  });
  const runs = [run({ loss: 'arcface', epochs: 5 }, 'a'), run({ loss: 'softmax', epochs: 5 }, 'a')];
  const rows = new Map(comparedSettings(runs, 'en', en).map((row) => [row.title, row]));
  expect(rows.get('Loss')).toMatchObject({ differs: true });
  expect(rows.get('Margin m')).toMatchObject({ values: ['0.5', null], differs: true });
  expect(rows.get('Epochs')).toMatchObject({ values: ['5', '5'], differs: false });
  expect(rows.get('Checksum of the data')).toMatchObject({ differs: false });
});
