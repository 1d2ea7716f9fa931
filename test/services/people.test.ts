import { beforeAll, describe, expect, test } from 'vitest';
import { someDemoPeople } from '../helpers/cli.ts';
import { describedFace, openWindow } from '../helpers/window.ts';

const { call, read } = await openWindow();

describe('enrolling', () => {
  beforeAll(async () => {
    await read(await someDemoPeople(['s01'], [1, 2]));
  });

  test('a face from outside is kept and recognised, and undo forgets person, face and label', async () => {
    const before = await call('library.summary', undefined);
    const { enrolmentId, added } = await call('people.enrolNew', {
      name: 'Ada',
      source: 'camera',
      face: describedFace(77),
    });
    expect(added).toBe(1);
    const [head] = await call('training.heads', undefined);
    const { matches } = await call('matching.match', {
      headId: head!.id,
      features: [describedFace(77).feature],
    });
    expect(matches[0]!.candidates[0]).toMatchObject({ name: 'Ada', cosine: expect.closeTo(1, 5) });
    const left = await call('people.undoEnrol', { enrolmentIds: [enrolmentId] });
    expect(left.map(({ name }) => name)).not.toContain('Ada');
    expect(await call('library.summary', undefined)).toEqual(before);
  });

  test('a face under another name is relabelled, and undo gives the label back', async () => {
    const people = await call('people.list', undefined);
    const { faces } = await call('library.faces', { personId: people[0]!.id });
    const { enrolmentId } = await call('people.enrol', { name: 'Somebody else', faceIds: [faces[0]!.id] });
    await expect(call('people.enrol', { name: 'A third', faceIds: [faces[0]!.id] })).rejects.toThrow(
      'enrolled for another',
    );
    expect(await call('people.list', undefined)).toHaveLength(2);
    await call('people.undoEnrol', { enrolmentIds: [enrolmentId] });
    expect(await call('people.list', undefined)).toEqual(people);
  });
});
