/** Tags of EXIF 2.32 (CIPA DC-008): the part of it about the picture, when it was taken, and the digits behind the second. */
const tags = { exif: 0x8769, taken: 0x9003, fraction: 0x9291 } as const;

/**
 * When a photo was taken, from its EXIF data.
 * @param exif as it lies in the file, with or without its heading `Exif`.
 * @returns milliseconds since 1970 as the camera's clock had it, whose time zone is mostly not known; null if nothing
 * readable says so.
 */
export function takenAt(exif: Uint8Array | undefined): number | null {
  if (exif === undefined) return null;
  const hasHeading = Buffer.from(exif.subarray(0, 4)).toString('latin1') === 'Exif';
  const bytes = hasHeading ? exif.subarray(6) : exif;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const inside = valueAt(view, isLittle, view.getUint32(4, isLittle), tags.exif);
    if (inside === null) return null;
    const folder = view.getUint32(inside.at, isLittle);
    const text = textOf(bytes, valueAt(view, isLittle, folder, tags.taken));
    const fraction = textOf(bytes, valueAt(view, isLittle, folder, tags.fraction));
    return toTime(text, fraction);
  } catch (error) {
    // It points beyond its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Value {
  at: number;
  bytes: number;
}

/** Where the value of a tag lies; null if the folder has no such tag. Only texts and single numbers are asked for. */
function valueAt(view: DataView, isLittle: boolean, folder: number, tag: number): Value | null {
  const entries = view.getUint16(folder, isLittle);
  for (let i = 0; i < entries; i++) {
    const entry = folder + 2 + 12 * i;
    if (view.getUint16(entry, isLittle) !== tag) continue;
    const count = view.getUint32(entry + 4, isLittle);
    const isText = view.getUint16(entry + 2, isLittle) === 2;
    // Four bytes or fewer lie in the entry itself.
    const isNear = !isText || count <= 4;
    return { at: isNear ? entry + 8 : view.getUint32(entry + 8, isLittle), bytes: isText ? count : 4 };
  }
  return null;
}

function textOf(bytes: Uint8Array, value: Value | null): string {
  if (value === null) return '';
  return Buffer.from(bytes.subarray(value.at, value.at + Math.min(value.bytes, 64))).toString('latin1');
}

/** `2026:11:25 14:30:59`. Cameras without a clock write zeros or blanks. */
function toTime(text: string, fraction: string): number | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const isReal = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return null;
  const part = Number(`0.${/^\d+/.exec(fraction)?.[0] ?? '0'}`);
  return Date.UTC(year, month - 1, day, hour, minute, second) + Math.floor(1000 * part);
}
