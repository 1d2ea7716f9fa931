/** Evaluations of heads on the library's own people. Those of folders are left out: a client would learn what lies on the disk. */
import type { z } from 'zod';
import type { Job } from '../../../src-shared/contract/index.ts';
import { type Language, TammesError } from '../../../src-shared/errors/index.ts';
import { json } from '../body.ts';
import { problemOf } from '../problem.ts';
import { type Context, idIn, route } from '../route.ts';
import { apiJob, evaluation, evaluationStart, evaluations } from '../schemas.ts';
import { headFor } from './recognise.ts';

const oneJob = idIn('jobId');

/** As the interface tells of a job: without folders of this machine. */
function told({ failure, ...job }: Job, language: Language): z.infer<typeof apiJob> {
  return { ...job, failure: failure && problemOf(failure, language) };
}

/** @throws TammesError 'job-unknown', for jobs of other kinds, too. */
async function evaluationJob({ call }: Context, jobId: number): Promise<Job> {
  const found = (await call('jobs.list', undefined)).find(
    ({ id, kind }) => id === jobId && kind === 'evaluate',
  );
  if (found === undefined) throw new TammesError('job-unknown', { jobId });
  return found;
}

export const evaluationRoutes = [
  route({
    id: 'startEvaluation',
    method: 'POST',
    path: '/v1/evaluations',
    scopes: ['evaluate'],
    summary: 'Evaluate heads on the library’s people',
    description: 'Starts a job. When it is done, its evaluationId names what was found.',
    body: json(evaluationStart),
    answer: apiJob,
    status: 202,
    changes: true,
    async handle(asked) {
      const { name, settings, headIds } = asked.body;
      const heads = headIds.length > 0 ? headIds : [await headFor(asked, undefined)];
      return told(await asked.call('evaluations.start', { name, settings, headIds: heads }), asked.language);
    },
  }),
  route({
    id: 'getJob',
    method: 'GET',
    path: '/v1/jobs/{jobId}',
    scopes: ['evaluate'],
    summary: 'How a job comes on',
    description:
      'Jobs are known until another of their kind starts, or the server ends; what they found stays.',
    parameters: oneJob,
    answer: apiJob,
    handle: async (asked) => told(await evaluationJob(asked, asked.path.jobId), asked.language),
  }),
  route({
    id: 'cancelJob',
    method: 'POST',
    path: '/v1/jobs/{jobId}/cancel',
    scopes: ['evaluate'],
    summary: 'End a job',
    parameters: oneJob,
    answer: apiJob,
    async handle(asked) {
      const { id: jobId } = await evaluationJob(asked, asked.path.jobId);
      return told(await asked.call('jobs.cancel', { jobId }), asked.language);
    },
  }),
  route({
    id: 'listEvaluations',
    method: 'GET',
    path: '/v1/evaluations',
    scopes: ['evaluate'],
    summary: 'What was evaluated, the newest first',
    answer: evaluations,
    handle: async ({ call }) => ({ evaluations: await call('evaluations.list', undefined) }),
  }),
  route({
    id: 'getEvaluation',
    method: 'GET',
    path: '/v1/evaluations/{evaluationId}',
    scopes: ['evaluate'],
    summary: 'What an evaluation found',
    description: 'The figures, and numbers of faces; nobody is named.',
    parameters: idIn('evaluationId'),
    answer: evaluation,
    handle: ({ call, path }) => call('evaluations.get', path),
  }),
];
