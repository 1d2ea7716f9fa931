import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { ParameterField } from '../../../src-renderer/components/ParameterField.tsx';
import { losses, type Parameter } from '../../../src-shared/losses/index.ts';
import { show } from '../../helpers/show.tsx';

const parameters = losses.flatMap(({ id, parameters }) =>
  Object.entries(parameters).map(([name, parameter]): [string, Parameter] => [`${id}.${name}`, parameter]),
);
const choices = parameters.filter(([, { kind }]) => kind === 'choice');

/** The field with a state around it, as a form has it. */
function Form({ parameter, slider }: { parameter: Parameter; slider: boolean }) {
  const [text, setText] = useState<string>();
  return (
    <>
      <ParameterField {...{ parameter, text, slider }} onChange={setText} />
      <output>{text}</output>
    </>
  );
}

test('there are parameters of both kinds', () => {
  expect(choices.length).toBeGreaterThan(0);
  expect(parameters.length).toBeGreaterThan(choices.length);
});

test.each(parameters)('%s has a control under its title that begins with its default', (_, parameter) => {
  show(<Form {...{ parameter }} slider={false} />);
  const control = screen.getByLabelText((label) => label.startsWith(parameter.title.en));
  expect((control as HTMLInputElement).value).toBe(String(parameter.default));
  const described = document.getElementById(control.getAttribute('aria-describedby')!)!;
  expect(described.textContent).toContain(parameter.description.en);
  fireEvent.click(screen.getByRole('button', { name: 'other language' }));
  expect(described.textContent).toContain(parameter.description.ja);
});

test.each(choices)('the options of %s are explained when they are chosen', (_, parameter) => {
  if (parameter.kind !== 'choice') throw new Error('no choice');
  show(<Form {...{ parameter }} slider={false} />);
  for (const { value, description } of parameter.options) {
    fireEvent.change(screen.getByRole('combobox'), { target: { value } });
    expect(document.body.textContent).toContain(description.en);
  }
});

test('a number is dragged and typed in, and both controls show it', () => {
  const [, parameter] = parameters.find(([name]) => name === 'arcface.margin')!;
  show(<Form {...{ parameter }} slider />);
  const [slider, field] = [
    screen.getByRole('slider') as HTMLInputElement,
    screen.getByRole('spinbutton') as HTMLInputElement,
  ];
  const start = Number(field.value);
  fireEvent.change(slider, { target: { value: String(Number(slider.value) + 1) } });
  expect(Number(field.value)).toBeGreaterThan(start);
  const dragged = Number(slider.value);
  fireEvent.change(field, { target: { value: String(start) } });
  expect(Number(slider.value)).toBe(dragged - 1);
  expect(screen.getByRole('status').textContent).toBe(String(start));
});
