/**
 * People whose name has the text in it, whatever its capitals and accents: whole names first, then those that begin
 * with it. @returns indices.
 */
export function findPeople(names: readonly string[], text: string, limit: number): number[] {
  const wanted = plain(text);
  if (wanted === '') return [];
  const ranked: { index: number; rank: number }[] = [];
  names.forEach((name, index) => {
    const plainName = plain(name);
    const at = plainName.indexOf(wanted);
    if (at >= 0) ranked.push({ index, rank: plainName === wanted ? 0 : at === 0 ? 1 : 2 });
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, limit)
    .map(({ index }) => index);
}

function plain(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
