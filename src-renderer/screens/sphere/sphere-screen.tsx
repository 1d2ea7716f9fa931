/** How far the class centres of a head lie apart on the hypersphere. */
export function SphereScreen() {
  return <section />;
}
