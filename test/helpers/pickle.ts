/** As Python pickles `(photos, same)` in protocol 3. */
export function pickleOf(photos: readonly Buffer[], same: readonly boolean[]): Buffer {
  const sized = (bytes: Buffer) => {
    const head = Buffer.from([0x42, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 1);
    return [head, bytes];
  };
  const [begin, list, end] = [Buffer.from([0x80, 3]), Buffer.from([0x5d, 0x28]), Buffer.from([0x65])];
  return Buffer.concat([
    ...[begin, list, ...photos.flatMap(sized), end],
    ...[list, Buffer.from(same.map((one) => (one ? 0x88 : 0x89))), end, Buffer.from([0x86, 0x2e])],
  ]);
}
