/** Focus follows the screen: whoever goes to another one hears its heading, and Tab goes on from there. */
let askedFrom: Element | null | undefined;

/** Called when another screen was asked for; its heading takes the focus when it is there. */
export function awaitFocus(): void {
  askedFrom = document.activeElement;
}

/** Whether a heading that appears now takes the focus: not from what somebody has gone on to while the screen was loaded. */
export function takesFocus(): boolean {
  if (askedFrom === undefined) return false;
  const isWhereItWas = document.activeElement === askedFrom || document.activeElement === document.body;
  askedFrom = undefined;
  return isWhereItWas;
}
