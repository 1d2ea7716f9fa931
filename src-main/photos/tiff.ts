/**
 * Uncompressed pixels as a TIFF file, so that a picture that sharp cannot decode itself goes the way of all
 * others: sharp takes no colour profile beside raw pixels, but reads one inside a TIFF.
 *
 * Source: Adobe, "TIFF Revision 6.0", section 6; ICC.1:2004-10, B.4 for the profile's tag.
 *
 * @param channels 3 for RGB, 4 with alpha behind it; 8 bits each.
 */
export function encodeTiff(
  { width, height, data }: { width: number; height: number; data: Uint8Array | Uint8ClampedArray },
  channels: 3 | 4,
  profile?: Uint8Array,
): Uint8Array {
  const [short, long, undefinedBytes] = [3, 4, 7];
  const depths = Uint8Array.from({ length: channels * 2 }, (_, i) => (i % 2 === 0 ? 8 : 0));
  const entries: { tag: number; type: number; count: number; value: number | Uint8Array }[] = [
    { tag: 256, type: long, count: 1, value: width },
    { tag: 257, type: long, count: 1, value: height },
    { tag: 258, type: short, count: channels, value: depths },
    { tag: 259, type: short, count: 1, value: 1 },
    { tag: 262, type: short, count: 1, value: 2 },
    { tag: 273, type: long, count: 1, value: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) },
    { tag: 277, type: short, count: 1, value: channels },
    { tag: 278, type: long, count: 1, value: height },
    { tag: 279, type: long, count: 1, value: data.length },
    ...(channels === 4 ? [{ tag: 338, type: short, count: 1, value: 2 }] : []),
    ...(profile ? [{ tag: 34675, type: undefinedBytes, count: profile.length, value: profile }] : []),
  ];
  let end = 8 + 2 + entries.length * 12 + 4;
  const placed = entries.map((entry) => {
    if (typeof entry.value === 'number') return { ...entry, at: 0 };
    const at = end;
    end += entry.value.length + (entry.value.length % 2);
    return { ...entry, at };
  });
  const file = new Uint8Array(end);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  view.setUint16(8, entries.length, true);
  for (const [i, { tag, type, count, value, at }] of placed.entries()) {
    const place = 10 + i * 12;
    view.setUint16(place, tag, true);
    view.setUint16(place + 2, type, true);
    view.setUint32(place + 4, count, true);
    view.setUint32(place + 8, typeof value === 'number' ? value : at, true);
    if (typeof value !== 'number') file.set(value, at);
  }
  return file;
}
