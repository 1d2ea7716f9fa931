import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import {
  go,
  href,
  parseAddress,
  query,
  useAddress,
  useQueryState,
} from '../../../src-renderer/app/address.ts';

const parts = {
  find: query.text(),
  person: query.number(),
  selected: query.numbers(),
  hidden: query.flag(),
  sort: query.oneOf('name', 'faces'),
};
const defaults = { find: '', person: null, selected: [], hidden: false, sort: 'name' };

beforeEach(() => go('#/people', { replace: true }));

test('an address is taken apart as it was put together', () => {
  const address = parseAddress(href('people', [12, 'a/b'], { find: 'Ann & Bob', sort: undefined }));
  expect(address).toMatchObject({ screen: 'people', path: ['12', 'a/b'] });
  expect(Object.fromEntries(address.query)).toEqual({ find: 'Ann & Bob' });
  expect(parseAddress('')).toMatchObject({ screen: '', path: [] });
  expect(parseAddress('#/people/%').path).toEqual(['%']);
});

test('state lies in the address, and defaults do not', () => {
  const { result } = renderHook(() => useQueryState(parts));
  expect(result.current[0]).toEqual(defaults);
  const changed = { find: '東京', person: 0, selected: [3, 7], hidden: true, sort: 'faces' } as const;
  act(() => result.current[1](changed));
  expect(result.current[0]).toEqual(changed);
  act(() => result.current[1](defaults as Parameters<(typeof result.current)[1]>[0]));
  expect(location.hash).toBe('#/people');
});

test('what nobody can have written counts as nothing', () => {
  go('#/people?person=x&selected=1.b.2&sort=size');
  const { result } = renderHook(() => useQueryState(parts));
  expect(result.current[0]).toEqual({ ...defaults, selected: [1, 2] });
});

test('a change keeps the path and what others have written', () => {
  go('#/people/4?other=1');
  const { result } = renderHook(() => useQueryState(parts));
  act(() => result.current[1]({ person: 5 }));
  expect(location.hash).toBe('#/people/4?other=1&person=5');
});

test('whoever shows the address hears of each way to another one', async () => {
  const { result } = renderHook(() => useAddress());
  const steps = history.length;
  act(() => go('#/train', { replace: true }));
  expect(result.current.screen).toBe('train');
  expect(history.length).toBe(steps);
  act(() => go('#/sphere'));
  expect(result.current.screen).toBe('sphere');
  await act(async () => {
    const heard = new Promise((done) => addEventListener('popstate', done, { once: true }));
    history.back();
    await heard;
  });
  expect(result.current.screen).toBe('train');
});
