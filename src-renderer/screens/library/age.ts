/**
 * How old somebody is on a photo, in years, give or take one.
 * @param takenAt milliseconds since 1970 by the camera's clock. @returns null if that is not known, or before the birth.
 */
export function ageAt(takenAt: number | null, birthYear: number | null): number | null {
  if (takenAt === null || birthYear === null) return null;
  const age = new Date(takenAt).getUTCFullYear() - birthYear;
  return age < 0 ? null : age;
}
