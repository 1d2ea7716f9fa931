import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../app/data.ts';
import type { SpherePicture } from '../../sphere/picture.ts';
import { hasGhost } from '../../sphere/work/ghost-limits.ts';
import { identityOf } from '../../sphere/work/identity.ts';
import { keptNeighbours } from '../../sphere/work/kept-neighbours.ts';
import { nearestOf } from '../../sphere/work/nearest.ts';
import { matrixOf, type PackedRows } from '../../sphere/work/rows.ts';
import { sphereWorker } from '../../sphere/work/sphere-worker.ts';
import { useGhost } from '../../sphere/work/useGhost.ts';
import type { ShownPicture } from '../../sphere/work/worker.ts';

/** What a cap about a centre reaches to. */
export type CapKind = 'none' | 'half' | 'own';

export interface Layers {
  caps: CapKind;
  samples: boolean;
  portraits: boolean;
  ghost: boolean;
}

export type Source = 'learned' | 'means';

/** A head's class centres as a picture, worked out in the worker; null until it is there. */
export function useHeadPicture(headId: number, source: Source | undefined, layers: Layers) {
  const input = { headId, ...(source && { centres: source }) };
  const { data, error, isFetching } = useCall('sphere.spread', input);
  const samples = useCall('sphere.samples', input, { enabled: data !== undefined && layers.samples });
  const key = data && identityOf(data.centres);
  const projection = useQuery({
    queryKey: ['sphere.projection', key],
    queryFn: () => project(data!),
    enabled: data !== undefined,
  });
  const placed = useQuery({
    queryKey: ['sphere.placed', key, samples.data?.faceIds],
    queryFn: () => placeSamples(projection.data!, samples.data!),
    enabled: projection.data !== undefined && samples.data !== undefined && layers.samples,
  });
  const canHaveGhost = data !== undefined && hasGhost(data.spread.count, data.spread.dim);
  const haunted = canHaveGhost && layers.ghost ? projection.data : undefined;
  const ghost = useGhost(haunted?.shown.points ?? null, data?.spread.dim ?? 3);
  const picture = useMemo((): SpherePicture | null => {
    if (!data || !projection.data) return null;
    const { points, exact } = projection.data.shown;
    const nearest = nearestOf(data.spread.nearest);
    return {
      points,
      names: data.names,
      faceIds: data.faceIds,
      nearest,
      ...(!exact && { kept: keptNeighbours(points, nearest.index) }),
      caps: capsOf(data, layers.caps),
      samples: (layers.samples && placed.data) || null,
      ghost: ghost.isPlaceholderData ? null : ghost.ghost,
    };
  }, [data, projection.data, placed.data, ghost.isPlaceholderData, ghost.ghost, layers]);
  const failure = error ?? projection.error ?? samples.error ?? placed.error ?? ghost.error;
  return {
    data,
    picture,
    shown: projection.data?.shown,
    canHaveGhost,
    error: failure,
    isMeasuring: isFetching,
    search: ghost.search,
  };
}

interface Projected {
  centres: PackedRows;
  shown: ShownPicture;
}

async function project({ centres }: Output<'sphere.spread'>): Promise<Projected> {
  const matrix = matrixOf(centres);
  return { centres: matrix, shown: await sphereWorker().project(matrix, null) };
}

async function placeSamples({ centres, shown }: Projected, samples: Output<'sphere.samples'>) {
  const labels = Int32Array.from(samples.labels);
  const places = await sphereWorker().samples(centres, shown.points, matrixOf(samples.embeddings), labels);
  return { points: places, labels, faceIds: samples.faceIds };
}

/** Radii, degrees. */
function capsOf({ spread, caps }: Output<'sphere.spread'>, kind: CapKind): Float32Array | null {
  if (kind === 'none') return null;
  if (kind === 'half') return Float32Array.from(spread.nearest, ({ angle }) => angle / 2);
  return Float32Array.from(caps.classes, (cap) => cap?.p95 ?? Number.NaN);
}
