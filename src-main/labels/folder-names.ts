/** Names of people as names of folders, on any system. */

/** What Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** What some file system forbids in names, or a terminal would obey. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]/g;
/** Bytes that file systems take as a name, with room for a number. */
const longest = 200;

/** A folder's name that is as near to a person's as file systems allow; never hidden, never a way out of its folder. */
export function folderNameOf(name: string): string {
  let text = name
    .normalize('NFC')
    .toWellFormed()
    .replace(forbidden, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  while (Buffer.byteLength(text) > longest) text = [...text].slice(0, -1).join('').trimEnd();
  if (text === '') return '_';
  return reserved.test(text) ? `${text}_` : text;
}

/** What names have in common that some file system takes for the same: upper and lower case, composed letters and others. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
