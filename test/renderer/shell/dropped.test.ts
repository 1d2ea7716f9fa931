import { expect, test } from 'vitest';
import { carriedBy, droppedBy } from '../../../src-renderer/shell/drops/dropped.ts';

const file = (name: string, type: string) => new File([], name, { type });
const item = (name: string, type: string, isDirectory = false) =>
  ({
    kind: 'file',
    type,
    getAsFile: () => file(name, type),
    webkitGetAsEntry: () => ({ isDirectory }),
  }) as unknown as DataTransferItem;
const text = { kind: 'string', type: 'text/plain' } as DataTransferItem;

test('what a drag will do is said before it is dropped', () => {
  expect(carriedBy([text])).toBe('other');
  expect(carriedBy([item('a.jpg', 'image/jpeg')])).toBe('photos');
  expect(carriedBy([item('a.jpg', 'image/jpeg'), item('b.heic', '')])).toBe('photos');
  expect(carriedBy([item('family', '')])).toBe('folder');
  expect(carriedBy([item('family', ''), item('holidays', '')])).toBe('folder');
});

test('a folder is told from photos once it is dropped', () => {
  expect(droppedBy([item('family', '', true)])).toMatchObject({ folders: [{ name: 'family' }] });
  expect(
    droppedBy([item('family', '', true), item('a.jpg', 'image/jpeg'), item('holidays', '', true)]),
  ).toMatchObject({ folders: [{ name: 'family' }, { name: 'holidays' }] });
  expect(droppedBy([text, item('a.jpg', 'image/jpeg'), item('b.heic', '')])).toMatchObject({
    photos: [{ name: 'a.jpg' }, { name: 'b.heic' }],
  });
});

test('a single file of vectors is imported', () => {
  expect(droppedBy([item('class.npz', '')])).toMatchObject({ vectors: { name: 'class.npz' } });
  expect(droppedBy([item('class.CSV', 'text/csv')])).toMatchObject({ vectors: { name: 'class.CSV' } });
  expect(droppedBy([item('class.npz', ''), item('a.jpg', 'image/jpeg')])).toMatchObject({
    photos: [{ name: 'class.npz' }, { name: 'a.jpg' }],
  });
});
