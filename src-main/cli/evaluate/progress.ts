/** The lines of progress of an evaluation: faces that are described, then pairs that are judged. */
import type { DescribeProgress } from '../../services/central-faces.ts';
import { type ProgressLine, progressLine } from '../output.ts';

export function evaluationProgress() {
  let line: ProgressLine | undefined;
  let isJudging = false;
  const end = () => {
    line?.end();
    line = undefined;
  };
  return {
    onProgress({ done, total, cached }: DescribeProgress) {
      // Faces described before take no time and say nothing of the time that is left.
      if (done === cached) return;
      line ??= progressLine('Describing faces', total, done - 1);
      line.update(done);
    },
    onJudged(share: number) {
      if (!isJudging) end();
      isJudging = true;
      line ??= progressLine('Judging pairs', 100);
      line.update(Math.floor(100 * share));
    },
    /** Before something else is printed. */
    end,
  };
}
