/** Who is on a photo, and whether two photos show one person. */
import { z } from 'zod';
import { mainFace } from '../../services/main-faces.ts';
import { form, photo } from '../body.ts';
import { type Context, route } from '../route.ts';
import { apiVerification, heads, recognition } from '../schemas.ts';

const head = z.int().min(1).optional().describe('A head of the library; left out: the active one.');

/** The head that is asked for. */
export async function headFor({ call }: Context, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return wanted;
  const all = await call('training.heads', undefined);
  return all.find(({ active }) => active)!.id;
}

export const recogniseRoutes = [
  route({
    id: 'listHeads',
    method: 'GET',
    path: '/v1/heads',
    scopes: ['recognise', 'evaluate'],
    summary: 'The heads by which people are recognised',
    answer: heads,
    handle: async ({ call }) => ({ heads: await call('training.heads', undefined) }),
  }),
  route({
    id: 'recognise',
    method: 'POST',
    path: '/v1/recognise',
    scopes: ['recognise'],
    summary: 'Who is on a photo',
    description:
      'The body is the photo itself: JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or BMP, of at most 32 MiB. A type such as image/jpeg is taken, too. The photo is not kept. A photo without a face is a problem with the code no-face.',
    query: z.strictObject({
      head,
      candidates: z.int().min(1).max(100).default(5).describe('People to name for each face at most.'),
    }),
    body: photo,
    answer: recognition,
    async handle(asked) {
      const { sent, call, query, body } = asked;
      const { width, height, faces } = await sent.describe(body.name, body.bytes);
      const headId = await headFor(asked, query.head);
      const { threshold, matches } = await call('matching.match', {
        headId,
        features: faces.map(({ feature }) => feature),
        featureVersion: faces[0]?.featureVersion,
        limit: query.candidates,
      });
      const known = faces.map(({ box, score, quality }, i) => {
        const match = matches[i]!;
        const first = match.known ? match.candidates[0]! : null;
        const person = first && { id: first.personId, name: first.name };
        return { ...match, person, box, score, quality };
      });
      return { headId, width, height, threshold, faces: known };
    },
  }),
  route({
    id: 'verify',
    method: 'POST',
    path: '/v1/verify',
    scopes: ['recognise'],
    summary: 'Whether two photos show the same person',
    description:
      'Nobody has to be enrolled, and the photos are not kept. Of several faces on a photo the largest and sharpest is compared.',
    query: z.strictObject({ head }),
    body: form(z.strictObject({}), { least: 2, most: 2 }),
    answer: apiVerification,
    async handle(asked) {
      const { sent, call, query, body } = asked;
      const described = await Promise.all(body.photos.map(({ name, bytes }) => sent.describe(name, bytes)));
      const main = described.map((one) => ({ ...mainFace(one), faces: one.faces.length }));
      const headId = await headFor(asked, query.head);
      const verified = await call('matching.verify', {
        headId,
        features: main.map(({ face }) => face.feature),
        featureVersion: main[0]!.face.featureVersion,
      });
      const photos = main.map(({ face, faces, ambiguous }) => ({ faces, ambiguous, box: face.box }));
      return { ...verified, headId, photos };
    },
  }),
];
