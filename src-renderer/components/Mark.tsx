/** The twelve points of the mark, see assets/icons/draw.ts: the icosahedron, as far apart as twelve points on a sphere can be. */
export function Mark({ size }: { size: number }) {
  return <img src="/icon.svg" alt="" width={size} height={size} />;
}
