import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ErrorNote } from '../../../src-renderer/components/ErrorNote.tsx';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { show } from '../../helpers/show.tsx';

test('an error says what happened and what to do, in the language that is chosen', () => {
  show(<ErrorNote error={new TammesError('photo-empty', { path: 'a.jpg' })} />);
  const english = screen.getByRole('alert').textContent;
  expect(english).toMatch(/a\.jpg is empty\. \S/);
  fireEvent.click(screen.getByRole('button', { name: 'other language' }));
  const japanese = screen.getByRole('alert').textContent;
  expect(japanese).toContain('a.jpg');
  expect(japanese).toMatch(/\p{Script=Hiragana}/u);
});

test('what is no error of Tammes is shown as a fault, with its text', () => {
  show(<ErrorNote error={new RangeError('out of bounds')} />);
  expect(screen.getByRole('alert').textContent).toContain('out of bounds');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
