import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addressOf, useAddressOf, useKeptAddresses } from '../../../src-renderer/app/last-addresses.ts';

const open = (screen: string, address: string, library?: string) => ({ screen, address, library });
const shell = (first: ReturnType<typeof open>) =>
  renderHook(({ screen, address, library }) => useKeptAddresses(screen, address, library), {
    initialProps: first,
  });

test('a screen is found as it was left, and its own link leads to its start', () => {
  const { rerender } = shell(open('sphere', '#/sphere', 'a'));
  const link = renderHook(() => useAddressOf('sphere', 'train'));
  expect(link.result.current).toBe('#/sphere');
  rerender(open('sphere', '#/sphere?head=2', 'a'));
  expect(addressOf('sphere', 'sphere')).toBe('#/sphere');
  rerender(open('train', '#/train', 'a'));
  link.rerender();
  expect(link.result.current).toBe('#/sphere?head=2');
  expect(addressOf('train', 'train')).toBe('#/train');
  // Its start was asked for: that is how it is left now.
  rerender(open('sphere', '#/sphere', 'a'));
  rerender(open('train', '#/train', 'a'));
  expect(addressOf('sphere', 'train')).toBe('#/sphere');
});

test('the first screen is known by its name, although no address names it', () => {
  const { rerender } = shell(open('library', '#/?find=Adam'));
  rerender(open('people', '#/people'));
  expect(addressOf('library', 'people')).toBe('#/?find=Adam');
});

test('a dialog that was open is not opened again', () => {
  const { rerender } = shell(open('library', '#/library?find=Adam&export=1'));
  rerender(open('people', '#/people'));
  expect(addressOf('library', 'people')).toBe('#/library?find=Adam');
});

test('another library has other heads: all is forgotten, but not when the first one becomes known', () => {
  const { rerender } = shell(open('sphere', '#/sphere?head=3'));
  rerender(open('train', '#/train'));
  rerender(open('train', '#/train', 'a'));
  expect(addressOf('sphere', 'train')).toBe('#/sphere?head=3');
  rerender(open('train', '#/train', 'b'));
  expect(addressOf('sphere', 'train')).toBe('#/sphere');
});
