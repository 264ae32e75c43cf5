import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { BulkJobs, BulkResult, Caller } from '../ports/index.js';
import { RequestRefusal } from './request-refusal.js';

export interface BulkRouteOptions {
  jobs: BulkJobs;
  /** Says who is calling; rejects as the endpoints' `context` does. */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller>;
  /** Code and whether to send again, for a record that failed. */
  describe(result: Extract<BulkResult, { status: 'failed' }>): { code: string; message: string; retryable: boolean };
}

const NDJSON = 'application/x-ndjson';

/** Largest upload, bytes: jobs are kept in memory. */
const UPLOAD_LIMIT = 64 * 1024 * 1024;

/** `POST /bulk/:id` feeds a job, `GET /bulk/:id/results` tells what became of its records. Only programs use them. */
export function addBulkRoutes(app: FastifyInstance, { jobs, authenticate, describe }: BulkRouteOptions): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));

    scope.post<{ Params: { id: string }; Body: Readable }>(
      '/bulk/:id',
      { bodyLimit: UPLOAD_LIMIT },
      async (request, reply) => {
        if (request.headers['content-type']?.split(';')[0]?.trim() !== NDJSON) {
          throw new RequestRefusal(
            'UNSUPPORTED_MEDIA_TYPE',
            415,
            `Records are uploaded as ${NDJSON}, one JSON object a line.`,
          );
        }
        const job = await jobs.upload(await authenticate(request.headers), request.params.id, request.body);
        if (job === 'JOB_ALREADY_UPLOADED') {
          throw new RequestRefusal(
            job,
            409,
            'The records of this job were uploaded before. Start another job for more.',
          );
        }
        if (job === 'JOB_NOT_FOUND') throw noSuchJob(request.params.id);
        return reply.code(202).send({ id: job.id, state: job.progress.state, total: job.total });
      },
    );

    scope.get<{ Params: { id: string } }>('/bulk/:id/results', async (request, reply) => {
      const results = await jobs.results(await authenticate(request.headers), request.params.id);
      if (results === null) throw noSuchJob(request.params.id);
      return reply.type(NDJSON).send(linesOf(results, describe));
    });
  });
}

function noSuchJob(id: string): RequestRefusal {
  return new RequestRefusal(
    'JOB_NOT_FOUND',
    404,
    `This client has no bulk job ${JSON.stringify(id)}; startBulkUpsert begins one.`,
  );
}

function linesOf(results: readonly BulkResult[], describe: BulkRouteOptions['describe']): string {
  const lines = results.map((result, index) =>
    JSON.stringify(
      result.status === 'failed'
        ? { index, status: 'failed', error: describe(result) }
        : { index, status: result.status, id: result.id },
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}
