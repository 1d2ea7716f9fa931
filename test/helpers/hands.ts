/** What somebody does in the window: with the pointer, or by keys alone. */
import type { Locator, Page } from 'playwright-core';

export interface Hands {
  press(control: Locator): Promise<void>;
  /** Writes into a field, in the place of what is there. */
  write(field: Locator, text: string): Promise<void>;
  /** Takes an option of a list that unfolds, by its value. */
  choose(select: Locator, value: string): Promise<void>;
  /** Takes one of a few choices that are all in sight. @param group their radio group. */
  pick(group: Locator, option: string): Promise<void>;
}

export const hands: Readonly<Record<'pointer' | 'keys', (page: Page) => Hands>> = {
  pointer: () => ({
    press: (control) => control.click(),
    write: (field, text) => field.fill(text),
    choose: async (select, value) => {
      await select.selectOption(value);
    },
    pick: (group, option) => group.getByText(option, { exact: true }).click(),
  }),

  keys: (page) => {
    const hasFocus = (control: Locator) => control.evaluate((it) => it === document.activeElement);

    /** Goes on by Tab, as far around the window as it takes. */
    async function reach(control: Locator): Promise<void> {
      // What takes the focus of a choice is an element that is not seen.
      await control.waitFor({ state: 'attached' });
      for (let i = 0; i < 300; i++) {
        if (await hasFocus(control)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach ${control}.`);
    }

    return {
      async press(control) {
        await reach(control);
        await page.keyboard.press('Enter');
      },
      async write(field, text) {
        await reach(field);
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.insertText(text);
      },
      async choose(select, value) {
        await reach(select);
        await page.keyboard.press('Home');
        const options = await select.locator('option').count();
        for (let i = 0; i < options; i++) {
          if ((await select.inputValue()) === value) return;
          await page.keyboard.press('ArrowDown');
        }
        throw new Error(`The keys do not choose ${value}.`);
      },
      async pick(group, option) {
        // Tab leads to the one that is taken, arrows to the others.
        const radio = (by: object) => group.getByRole('radio', { includeHidden: true, ...by });
        await reach(radio({ checked: true }));
        const wanted = radio({ name: option, exact: true });
        const count = await radio({}).count();
        for (let i = 0; i < count && !(await wanted.isChecked()); i++)
          await page.keyboard.press('ArrowRight');
        if (!(await wanted.isChecked())) throw new Error(`The keys do not choose ${option}.`);
      },
    };
  },
};
