import type { Estimate, GroupsResult } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { reportEn } from '../../../src-shared/evaluation-files/index.ts';
import { fewestPeople } from '../../../src-shared/recognition/index.ts';
import { table } from '../output.ts';

/** Groups of faces, head by head. */
export function groupsText(heads: readonly { name: string }[], groups: GroupsResult): string[] {
  const { by, unknown, rows } = groups;
  const withPhotos = rows.some(({ photos }) => photos !== null);
  return [
    ...groups.heads.flatMap(({ threshold, rate, groups: shares, trueAcceptGap, falseAcceptGap }, h) => [
      '',
      `By ${by}, head ${heads[h]!.name}: pairs of a group over ${threshold.toFixed(3)}, the cosine of FAR ${percent(rate)} % on all pairs:`,
      table([
        ['group', 'people', 'faces', 'TAR', 'FAR', ...(withPhotos ? ['no face found'] : [])],
        ...rows.map(({ name, people, faces, same, different, pairPeople, photos, notFound }, g) => [
          name,
          people,
          faces,
          `${share(shares[g]!.trueAccept)} ${reportEn.ofPairs(same, pairPeople?.same ?? null)}`,
          `${share(shares[g]!.falseAccept)} ${reportEn.ofPairs(different, pairPeople?.different ?? null)}`,
          ...(withPhotos ? [`${share(notFound)}${photos && ` of ${photos.all}`}`] : []),
        ]),
      ]),
      gapText('TAR', trueAcceptGap, groups),
      gapText('FAR', falseAcceptGap, groups),
      ...(withPhotos ? [gapText('No face found', groups.notFoundGap, groups)] : []),
    ]),
    ...(unknown > 0 ? [`${counted(unknown, 'face is', 'faces are')} of no group: nothing says which.`] : []),
    `Intervals are 95 % over people; that of a gap allows for having chosen its groups. Fewer than ${fewestPeople} people: too few to say.`,
  ];
}

/** The same, or why there are none. @param by what they were asked for by; null: none were. */
export function askedGroupsText(
  heads: readonly { name: string }[],
  groups: GroupsResult | null,
  by: string | null,
): string[] {
  if (groups !== null) return groupsText(heads, groups);
  return by === null
    ? []
    : [
        '',
        'Groups cannot be compared: either it is known of no face to which group it belongs, or there are too few pairs of two people to set a threshold.',
      ];
}

function gapText(what: string, gap: GroupsResult['notFoundGap'], { rows }: GroupsResult): string {
  if (gap === null) return `${what}: too few groups can be told to compare them.`;
  const { value, interval, most, least } = gap;
  const ends = interval && ` (${percent(interval[0])} to ${percent(interval[1])})`;
  const isSure = interval !== null && interval[0] > 0;
  return `${what}: ${rows[most]!.name} lies ${percent(value)} points${ends ?? ''} above ${rows[least]!.name}${isSure ? '' : ', which may be chance'}.`;
}

const percent = (value: number) => Number((100 * value).toFixed(2));

function share(estimate: Estimate | null): string {
  if (estimate === null) return 'too few';
  const { value, interval } = estimate;
  const ends = interval && ` (${percent(interval[0])} to ${percent(interval[1])})`;
  return `${percent(value)} %${ends ?? ''}`;
}
