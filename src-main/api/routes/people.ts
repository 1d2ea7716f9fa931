/** People: listed, added, enrolled, corrected. Nothing is removed: see docs/DECISIONS.md. */
import { z } from 'zod';
import { personName, qualityLimits } from '../../../src-shared/contract/index.ts';
import { TammesError, toError, toFailure } from '../../../src-shared/errors/index.ts';
import { mainFaces } from '../../services/main-faces.ts';
import { form, json, type SentPhoto } from '../body.ts';
import { problemOf } from '../problem.ts';
import { type Context, idIn, route } from '../route.ts';
import { apiPerson, enrolled, faceName, faceNamed, faces, people, personChange } from '../schemas.ts';

const pages = {
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
};
/** Photos that are enrolled at once. */
const some = { least: 1, most: 20 };
const onePerson = idIn('personId');

/** @throws TammesError 'person-gone' */
async function personOf({ call }: Context, personId: number): Promise<z.infer<typeof apiPerson>> {
  const person = (await call('people.list', undefined)).find(({ id }) => id === personId);
  if (person === undefined) throw new TammesError('person-gone', { personId });
  return person;
}

/** @throws TammesError with the first reason if no photo gives a face. */
async function enrol(context: Context, name: string, photos: readonly SentPhoto[]) {
  const read = await Promise.all(
    photos.map(async ({ name: source, bytes }) => ({
      ...{ name: source, source },
      answer: await context.sent.describe(source, bytes).catch(toFailure),
    })),
  );
  const found = mainFaces(read, qualityLimits.parse({}));
  if (found.faces.length === 0) throw toError(found.skipped[0]!);
  const { entryId, personId, added } = await context.sent.enrol(name, found.faces);
  return {
    ...{ entryId, added, person: await personOf(context, personId), ambiguous: found.ambiguous },
    skipped: found.skipped.map((failure) => problemOf(failure, context.language)),
  };
}

export const peopleRoutes = [
  route({
    id: 'listPeople',
    method: 'GET',
    path: '/v1/people',
    scopes: ['people:read'],
    summary: 'People, by name',
    query: z.strictObject({
      ...pages,
      search: z.string().max(200).default('').describe('A part of the name; capitals do not matter.'),
    }),
    answer: people,
    async handle({ call, query: { offset, limit, search } }) {
      const wanted = search.toLocaleLowerCase();
      const all = await call('people.list', undefined);
      const found = all.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
      return { total: found.length, people: found.slice(offset, offset + limit) };
    },
  }),
  route({
    id: 'getPerson',
    method: 'GET',
    path: '/v1/people/{personId}',
    scopes: ['people:read'],
    summary: 'A person',
    parameters: onePerson,
    answer: apiPerson,
    handle: (asked) => personOf(asked, asked.path.personId),
  }),
  route({
    id: 'createPerson',
    method: 'POST',
    path: '/v1/people',
    scopes: ['people:write'],
    summary: 'Add a person with photos',
    description:
      'Of each photo the largest and sharpest face is enrolled; faces that cannot be seen well are skipped. The faces are kept, the photos are not. Refused if somebody has the name.',
    body: form(z.strictObject({ name: personName }), some),
    answer: enrolled,
    status: 201,
    changes: true,
    async handle(asked) {
      const { fields, photos } = asked.body;
      const all = await asked.call('people.list', undefined);
      if (all.some(({ name }) => name === fields.name))
        throw new TammesError('person-exists', { name: fields.name });
      return enrol(asked, fields.name, photos);
    },
  }),
  route({
    id: 'enrol',
    method: 'POST',
    path: '/v1/people/{personId}/faces',
    scopes: ['people:write'],
    summary: 'Give a person faces from photos',
    description: 'As when a person is added.',
    parameters: onePerson,
    body: form(z.strictObject({}), some),
    answer: enrolled,
    status: 201,
    changes: true,
    handle: async (asked) =>
      enrol(asked, (await personOf(asked, asked.path.personId)).name, asked.body.photos),
  }),
  route({
    id: 'changePerson',
    method: 'PATCH',
    path: '/v1/people/{personId}',
    scopes: ['people:write'],
    summary: 'Rename a person, or change what is kept beside the name',
    parameters: onePerson,
    body: json(personChange),
    answer: apiPerson,
    changes: true,
    async handle(asked) {
      const { call, path, body } = asked;
      const { name, ...details } = body;
      const { personId } = path;
      const before = await personOf(asked, personId);
      if (name !== undefined && name !== before.name) await call('people.rename', { personId, name });
      if (Object.values(details).some((value) => value !== undefined))
        await call('people.update', { personId, ...details });
      return personOf(asked, personId);
    },
  }),
  route({
    id: 'listFaces',
    method: 'GET',
    path: '/v1/people/{personId}/faces',
    scopes: ['people:read'],
    summary: 'The faces of a person',
    parameters: onePerson,
    query: z.strictObject(pages),
    answer: faces,
    async handle(asked) {
      const { id: personId } = await personOf(asked, asked.path.personId);
      return asked.call('library.faces', { personId, ...asked.query });
    },
  }),
  route({
    id: 'nameFace',
    method: 'PUT',
    path: '/v1/faces/{faceId}/name',
    scopes: ['people:write'],
    summary: 'Say who a face is',
    description:
      'That the face is not who it was called before is remembered, and scans do not change it again.',
    parameters: idIn('faceId'),
    body: json(faceName),
    answer: faceNamed,
    changes: true,
    async handle({ call, path: { faceId }, body: { name, allowTwice } }) {
      const to = name === null ? null : { name };
      return { faceId, ...(await call('people.moveFaces', { faceIds: [faceId], to, allowTwice })) };
    },
  }),
];
