import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Vendor } from '../vendor.js';
import { Account } from './account.js';
import { type AccountBase, accountBase } from './account-base.js';
import { CAMPAIGNS_2026 } from './campaign-operations.js';
import { accountOf } from './credentials.js';
import type { Query } from './cursor-page.js';
import { EVENTS_2022, EVENTS_2026 } from './event-operations.js';
import { IMPORTS_2026 } from './import-operations.js';
import { invalidInput, KlaviyoError, notFound, sendError } from './klaviyo-error.js';
import { LISTS_2022, LISTS_2026 } from './list-operations.js';
import type { Operation } from './operation.js';
import { PROFILE_READS_2022, PROFILE_READS_2026 } from './profile-reads.js';
import { PROFILE_WRITES_2022, PROFILE_WRITES_2026 } from './profile-writes.js';
import { RateLimits } from './rate-limit.js';
import { REPORTS_2026 } from './report-operations.js';
import { MEDIA_TYPES, type Revision, revisionOf } from './revision.js';
import { SUBSCRIPTIONS_2022, SUBSCRIPTIONS_2026 } from './subscription-operations.js';

const OPERATIONS: Readonly<Record<Revision, readonly Operation[]>> = {
  '2022-10-17': [...PROFILE_READS_2022, ...PROFILE_WRITES_2022, ...LISTS_2022, ...EVENTS_2022, ...SUBSCRIPTIONS_2022],
  '2026-07-15': [
    ...[...PROFILE_READS_2026, ...PROFILE_WRITES_2026, ...LISTS_2026, ...EVENTS_2026, ...SUBSCRIPTIONS_2026],
    ...[...CAMPAIGNS_2026, ...REPORTS_2026, ...IMPORTS_2026],
  ],
};

/** Largest body that Klaviyo takes, that of a bulk import. */
const BODY_BYTES = 5 * 1024 * 1024;

/** Klaviyo in its revisions 2022-10-17 and 2026-07-15. Keys are `pk_sandbox_<account>`; accounts share the world. */
export const klaviyo: Vendor = {
  id: 'klaviyo',
  accountOf,
  register(scope, { world, now, quotas = true }) {
    const account = accounts(accountBase(world.klaviyo));
    const limits = quotas ? new RateLimits(now) : null;
    answerLikeTheVendor(scope);
    for (const [revision, operations] of Object.entries(OPERATIONS) as [Revision, readonly Operation[]][]) {
      for (const operation of operations) {
        const { method, path: url } = operation;
        const admit = async (request: FastifyRequest, reply: FastifyReply) => {
          if (revisionOf(request.headers.revision) !== revision) throw notFound('The path');
          expectMediaType(request, revision);
          const limit = typeof operation.limit === 'function' ? operation.limit(queryOf(request)) : operation.limit;
          limits?.take(nameOf(request), `${operation.id}@${limit.steady}`, limit, reply);
        };
        const handler = async (request: FastifyRequest, reply: FastifyReply) => {
          const answer = operation.handle({
            account: account(nameOf(request)),
            revision,
            path: request.url.slice(scope.prefix.length).split('?', 1)[0] ?? '',
            params: request.params as Readonly<Record<string, string>>,
            query: queryOf(request),
            body: request.body,
            now: now(),
          });
          reply.code(answer.status);
          if (answer.body === undefined) return reply.send();
          return reply.type(MEDIA_TYPES[revision]).send(JSON.stringify(answer.body));
        };
        scope.route({ method, url, bodyLimit: BODY_BYTES, onRequest: admit, handler });
      }
    }
  },
};

function answerLikeTheVendor(scope: FastifyInstance): void {
  const mediaTypes = [...new Set(Object.values(MEDIA_TYPES))];
  scope.addContentTypeParser(mediaTypes, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body.toString()));
    } catch {
      done(invalidInput('/data', 'The body is not JSON.'));
    }
  });
  scope.addHook('onRequest', async (request) => {
    if (accountOf(request.headers) !== null) return;
    const missing = request.headers.authorization === undefined;
    throw new KlaviyoError(401, {
      code: missing ? 'not_authenticated' : 'authentication_failed',
      title: missing ? 'Authentication credentials were not provided.' : 'Incorrect authentication credentials.',
      detail: missing ? 'Missing or invalid private key.' : 'Incorrect authentication credentials.',
    });
  });
  scope.setNotFoundHandler((_request, reply) => sendError(reply, notFound('The path')));
  scope.setErrorHandler((error, _request, reply) => sendError(reply, asKlaviyoError(error)));
}

function asKlaviyoError(error: unknown): KlaviyoError {
  if (error instanceof KlaviyoError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) {
    const detail = 'The payload must be at most 5MB.';
    return new KlaviyoError(413, { code: 'payload_too_large', title: 'Payload too large.', detail });
  }
  if (status === 415) {
    const detail = 'The media type of the body is not supported.';
    return new KlaviyoError(415, { code: 'unsupported_media_type', title: 'Unsupported media type.', detail });
  }
  if (status < 500) return invalidInput('/data', 'The request cannot be read.');
  const detail = 'A server error occurred.';
  return new KlaviyoError(500, { code: 'error', title: 'A server error occurred.', detail });
}

/** A body must come as the revision's own media type. */
function expectMediaType({ headers }: FastifyRequest, revision: Revision): void {
  const given = headers['content-type']?.split(';', 1)[0];
  if (given === undefined || given === MEDIA_TYPES[revision]) return;
  const detail = `Expected ${MEDIA_TYPES[revision]}, but got ${given}.`;
  throw new KlaviyoError(415, { code: 'unsupported_media_type', title: 'Unsupported media type.', detail });
}

function accounts(base: AccountBase): (name: string) => Account {
  const known = new Map<string, Account>();
  return (name) => {
    const account = known.get(name) ?? new Account(base);
    known.set(name, account);
    return account;
  };
}

function nameOf(request: FastifyRequest): string {
  const name = accountOf(request.headers);
  if (name === null) throw new Error('An operation was reached without a credential');
  return name;
}

/** A parameter that comes twice is read as a list. */
function queryOf(request: FastifyRequest): Query {
  const query = request.query as Readonly<Record<string, string | string[]>>;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
}
