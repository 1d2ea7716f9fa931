/** More points take longer to search for than somebody waits. */
const mostGhosts = 130;

/** Whether the best arrangement of points can be laid over those of a head: only dimensions that are shown exactly. */
export function hasGhost(count: number, dim: number): boolean {
  return (dim === 2 || dim === 3) && count >= 2 && count <= mostGhosts;
}
