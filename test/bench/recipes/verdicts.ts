import type { TaskResult } from './result.ts';

/** Verdicts on heads beside what a test set says that nothing was chosen by. */
export interface Agreement {
  /** Verdicts that say something, and those of them that the test set does not contradict. */
  said: number;
  agree: number;
  /** Called better although the test set has a loss, or worse although it has a gain. */
  notBetter: number;
  notWorse: number;
  /** Called as good although the test set has a gain or a loss beyond its 95 % interval. */
  missedGain: number;
  missedLoss: number;
  /** Verdicts that say that nothing can be said. */
  silent: number;
}

/** Half of a 95 % interval in standard errors. */
const normal = 1.96;

export function agreementOf(all: TaskResult['verdicts']): Agreement {
  const count = (standing: string, isSo: (difference: number, half: number) => boolean) =>
    all.filter((one) => one.standing === standing && isSo(one.difference, normal * one.error)).length;
  const silent = count('unknown', () => true);
  const wrong = {
    notBetter: count('better', (difference) => difference < 0),
    notWorse: count('worse', (difference) => difference > 0),
    missedGain: count('asGood', (difference, half) => difference > 0 && difference > half),
    missedLoss: count('asGood', (difference, half) => difference < 0 && -difference > half),
  };
  const said = all.length - silent;
  const agree = said - Object.values(wrong).reduce((sum, value) => sum + value, 0);
  return { said, agree, ...wrong, silent };
}
