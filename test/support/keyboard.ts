import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 400;

interface Stop {
  readonly wanted: boolean;
  /** Where the focus is, if it is not seen to be there. */
  readonly hidden?: string;
}

const stopAt = (selector: string) => `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { wanted: false };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { width, height, top, bottom } = element.getBoundingClientRect();
  const shown = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  return {
    wanted: element.matches(${JSON.stringify(selector)}),
    ...(shown && outlined ? {} : { hidden: element.outerHTML.slice(0, 200) }),
  };
})()`;

/** Goes to an element by Tab alone. Throws where a stop on the way does not show that the focus is on it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    const { wanted, hidden } = await page.evaluate<Stop>(stopAt(selector));
    if (hidden !== undefined) throw new Error(`the focus is not seen: ${hidden}`);
    if (wanted) return;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** How somebody uses a page. */
export interface Hand {
  presses(page: Page, selector: string): Promise<void>;
  types(page: Page, selector: string, text: string): Promise<void>;
}

export const byMouse: Hand = {
  presses: (page, selector) => page.click(selector),
  types: (page, selector, text) => page.fill(selector, text),
};

/** Tab, Enter and the letters; what stands in a field that Tab leads to is selected, so it is replaced. */
export const byKeyboard: Hand = {
  presses: async (page, selector) => {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
  },
  types: async (page, selector, text) => {
    await tabTo(page, selector);
    await page.keyboard.type(text);
  },
};
