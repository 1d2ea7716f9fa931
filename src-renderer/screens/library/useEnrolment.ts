/** Enrolling people from the library: all of them, or one, each with undo. */
import type { QualityLimits } from '../../../src-shared/contract/index.ts';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import type { Messages } from '../../app/messages/en.ts';
import { useToasts } from '../../app/toasts.tsx';
import { leftOutText } from '../../components/QualityLimitFields.tsx';

interface Enrolled {
  ids: number[];
  text(messages: Messages): string;
}

/** @param limits the least quality of faces that are enrolled; null for all faces. */
export function useEnrolment(limits: QualityLimits | null) {
  const toasts = useToasts();
  const forget = useForget();

  async function enrol(work: () => Promise<Enrolled>) {
    const refresh = () => forget('people', 'matching', 'library');
    try {
      const { ids, text } = await work();
      toasts.tell(text, async () => {
        await bridge.call('people.undoEnrol', { enrolmentIds: ids });
        refresh();
      });
    } catch (error) {
      toasts.fail(error);
    }
    refresh();
  }

  return {
    enrolAll: () =>
      enrol(async () => {
        const { enrolments, leftOut, notEnrolled } = await bridge.call('people.enrolAll', { limits });
        const text = ({ library, quality }: Messages) => {
          const texts = [library.enrolledAll(enrolments.length)];
          if (leftOut.leftOut > 0) texts.push(leftOutText(leftOut, quality));
          if (notEnrolled.length > 0) texts.push(quality.notEnrolled(notEnrolled));
          return texts.join(' ');
        };
        return { ids: enrolments.map(({ enrolmentId }) => enrolmentId), text };
      }),
    enrolPerson: (personId: number, name: string) =>
      enrol(async () => {
        const faceIds = await allFaceIds(personId, limits);
        if (faceIds.length === 0) throw new TammesError('no-face-good-enough', { name });
        const { enrolmentId, added } = await bridge.call('people.enrol', { name, faceIds });
        return { ids: [enrolmentId], text: ({ library }) => library.enrolledOne(name, added) };
      }),
  };
}

/** All faces of a person that the limits let through. */
async function allFaceIds(personId: number, limits: QualityLimits | null): Promise<number[]> {
  const only = limits && { limits, poor: false };
  const ids: number[] = [];
  for (let total = 1; ids.length < total; ) {
    const page = await bridge.call('library.faces', { personId, only, offset: ids.length, limit: 500 });
    ids.push(...page.faces.map(({ id }) => id));
    // A page that comes back empty was emptied meanwhile.
    total = page.faces.length === 0 ? 0 : page.total;
  }
  return ids;
}
