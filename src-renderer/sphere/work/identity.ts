const numbers = new WeakMap<object, number>();
let last = 0;

/** A number of its own for each object: a short key for what would be long to write out, such as thousands of vectors. */
export function identityOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  numbers.set(object, ++last);
  return last;
}
