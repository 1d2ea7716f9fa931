/** Angles with their unit in the type: a plain number fits both, but degrees do not fit where radians are meant. */
export type Degrees = number & { readonly unit?: 'degrees' };
export type Radians = number & { readonly unit?: 'radians' };

/** Degrees in a radian. */
export const degrees = 180 / Math.PI;

export function toDegrees(angle: Radians): Degrees {
  return angle * degrees;
}
