import type { QualityLimits } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { undoOf } from '../../app/changes.ts';
import { useToasts } from '../../app/toasts.tsx';
import { leftOutText } from '../../components/QualityLimitFields.tsx';

/**
 * What enrols everybody, and tells who was left out.
 * @param limits the least quality of faces that are enrolled; null for all faces.
 */
export function useEnrolment(limits: QualityLimits | null): () => Promise<void> {
  const toasts = useToasts();
  return async () => {
    try {
      const { entryId, people, leftOut, notEnrolled } = await bridge.call('people.enrolAll', { limits });
      toasts.tell(({ library, quality }) => {
        const texts = [library.enrolledAll(people)];
        if (leftOut.leftOut > 0) texts.push(leftOutText(leftOut, quality));
        if (notEnrolled.length > 0) texts.push(quality.notEnrolled(notEnrolled));
        return texts.join(' ');
      }, undoOf(entryId));
    } catch (error) {
      toasts.fail(error);
    }
  };
}
