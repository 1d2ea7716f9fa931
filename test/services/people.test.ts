import { beforeAll, describe, expect, test } from 'vitest';
import { noConsent } from '../../src-shared/consent.ts';
import { someDemoPeople } from '../helpers/cli.ts';
import { describedFace, openWindow } from '../helpers/window.ts';

const { call, read } = await openWindow();

describe('enrolling', () => {
  beforeAll(async () => {
    await read(await someDemoPeople(['s01'], [1, 2]));
  });

  test('a face from outside is kept and recognised, and undo forgets person, face and label', async () => {
    const before = await call('library.summary', undefined);
    const { entryId, added } = await call('people.enrolNew', {
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
    await call('journal.undo', { entryId: entryId! });
    const left = await call('people.list', undefined);
    expect(left.map(({ name }) => name)).not.toContain('Ada');
    expect(await call('library.summary', undefined)).toEqual(before);
  });

  test('a face under another name is moved, and undo gives the name back', async () => {
    const people = await call('people.list', undefined);
    const { faces } = await call('library.faces', { personId: people[0]!.id });
    const faceIds = [faces[0]!.id];
    const { entryId } = await call('people.moveFaces', { faceIds, to: { name: 'Somebody else' } });
    expect(await call('people.list', undefined)).toHaveLength(2);
    await call('journal.undo', { entryId: entryId! });
    expect(await call('people.list', undefined)).toEqual(people);
  });
});

describe('consent', () => {
  const consentOf = async (personId: number) =>
    (await call('people.list', undefined)).find(({ id }) => id === personId)!.consent;
  const consent = { note: 'Signed form, by her mother', given: '2026-01-31', until: '2027-01-31' };
  let [ada, eve] = [0, 0];

  beforeAll(async () => {
    const enrol = (name: string, number: number) =>
      call('people.enrolNew', { name, source: 'camera', face: describedFace(number) });
    ada = (await enrol('Ada', 70)).personId;
    eve = (await enrol('Eve', 71)).personId;
  });

  test('is noted, told in the history, and undone', async () => {
    expect(await consentOf(ada)).toEqual(noConsent);
    const { entryId } = await call('people.update', { personId: ada, consent });
    expect(await consentOf(ada)).toEqual(consent);
    expect((await call('journal.state', undefined)).undo).toMatchObject({
      action: 'change-person',
      parameters: { name: 'Ada', fields: ['consent'] },
    });
    await call('journal.undo', { entryId: entryId! });
    expect(await consentOf(ada)).toEqual(noConsent);
  });

  test('goes with a merge to who has none, and not to who has, not even a part of it', async () => {
    await call('people.update', { personId: ada, consent });
    const merge = (from: number, into: number) =>
      call('people.merge', { personIds: [from], into, allowTwice: true });
    const first = await merge(ada, eve);
    expect(await consentOf(eve)).toEqual(consent);
    await call('journal.undo', { entryId: first.entryId! });
    const own = { note: '', given: null, until: '2026-06-30' };
    await call('people.update', { personId: eve, consent: own });
    await merge(ada, eve);
    expect(await consentOf(eve)).toEqual(own);
  });

  test('that ends before it begins is refused', async () => {
    const update = call('people.update', { personId: eve, consent: { ...consent, given: '2027-02-01' } });
    await expect(update).rejects.toMatchObject({ problem: 'value-refused' });
  });
});
