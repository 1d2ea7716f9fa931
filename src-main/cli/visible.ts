/** C0 without line feed, DEL, C1, line separators, and what changes the direction of writing. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text that a terminal shows as it is: names and paths come from anywhere, and an escape sequence in one could rewrite the screen, a
 * change of direction the meaning. Such characters are shown as `\u001b`; line feeds stay.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
