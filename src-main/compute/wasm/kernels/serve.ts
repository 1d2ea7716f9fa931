/** A helping thread's life: it ends with the thread. */
import { adamPart } from './adam';
import { columnSumsPart } from './column-sums';
import { productPart } from './product';
import { reluGradientPart } from './relu';
import { orthogonalPart, replaceRowsPart, targetAnglePart, takeRowsPart, unitRowsPart } from './rows';
import { scanPart } from './scan';
import { othersSharePart, othersSumPart } from './softmax';
import { finish, Kernel, next } from './team';

export function serve(): void {
  for (;;) {
    perform(next());
    finish();
  }
}

function perform(kernel: Kernel): void {
  switch (kernel) {
    case Kernel.Product:
      return productPart();
    case Kernel.UnitRows:
      return unitRowsPart();
    case Kernel.TargetAngle:
      return targetAnglePart();
    case Kernel.Orthogonal:
      return orthogonalPart();
    case Kernel.OthersSum:
      return othersSumPart();
    case Kernel.OthersShare:
      return othersSharePart();
    case Kernel.Adam:
      return adamPart();
    case Kernel.TakeRows:
      return takeRowsPart();
    case Kernel.ReplaceRows:
      return replaceRowsPart();
    case Kernel.ReluGradient:
      return reluGradientPart();
    case Kernel.ColumnSums:
      return columnSumsPart();
    case Kernel.Scan:
      return scanPart();
  }
}
