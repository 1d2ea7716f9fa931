import type { OpenSetMeasures } from '../contract/index.ts';
import { normalised } from '../vectors.ts';
import type { EmbedBlocks } from './embed-blocks.ts';
import { type FoldSearches, paired, searchedSamples, searchFold, searchFoldWith } from './fold-searches.ts';
import type { Head } from './head.ts';
import { measuresOf } from './judge-run.ts';
import type { OpenSetFold } from './open-set-folds.ts';

/** Judges the epochs of a fold by the people and photos that it keeps out, beside the pretrained head. */
export interface FoldJudge {
  fold: OpenSetFold;
  /** What the pretrained head finds. */
  base: FoldSearches;
  measure(embedBlocks: EmbedBlocks): Promise<OpenSetMeasures>;
}

/** @param labels person of each sample. @param features of all samples. */
export function judgeOf(
  fold: OpenSetFold,
  labels: readonly number[],
  features: readonly Float32Array[],
  pretrained: Head,
): FoldJudge {
  const base = searchFoldWith(pretrained, fold, labels, features);
  const samples = searchedSamples(fold);
  return {
    fold,
    base,
    async measure(embedBlocks) {
      const embeddings = new Map<number, Float32Array>();
      await embedBlocks(samples, async (indices, block) => {
        const values = (await block.data()) as Float32Array;
        const dim = block.shape[1];
        for (const [row, sample] of indices.entries()) {
          embeddings.set(sample, normalised(values.slice(row * dim, (row + 1) * dim)));
        }
      });
      return measuresOf([paired(searchFold(fold, labels, embeddings), base)]);
    },
  };
}
