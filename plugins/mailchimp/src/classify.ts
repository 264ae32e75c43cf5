import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';
import { TOO_MANY_SIGN_UPS, tooManySignUps } from './refusal.js';

/** `vendorCode` of a failure that says: there is nothing with this id. */
export const RESOURCE_NOT_FOUND = 'Resource Not Found';

/**
 * Says what an answer of the Marketing API means; errors are `application/problem+json` (RFC 9457).
 * Messages carry the problem's title and the fields it names, never its detail, which may quote an e-mail address.
 */
export function classify(answer: VendorAnswer): VendorFailure | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;

  const problem = problemSchema.safeParse(answer.body).data;
  const message = describe(status, problem);
  if (status === 401) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (status === 429) return { class: 'throttled', message, ...wait(retryAfterMs(headers)) };
  if (status >= 500) return { class: 'transient', message, ...wait(retryAfterMs(headers)) };
  if (status === 403) {
    const isElsewhere = problem === undefined || /data ?cent/i.test(problem.title);
    return invalidBecause(withAdvice(message, isElsewhere ? CHECK_DATA_CENTRE : GIVE_ROLE), problem);
  }
  if (status === 410) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  // A 400 that is no mistake.
  if (status === 400 && problem !== undefined && TOO_MANY_SIGN_UPS.test(problem.detail)) {
    return tooManySignUps().failure;
  }
  if (status >= 400) return invalidBecause(message, problem);
  return { class: 'malformed', message: `Expected an answer or a problem from Mailchimp, but got status ${status}` };
}

const CHECK_DATA_CENTRE =
  'check that the base URL names the data centre at the end of the API key (…-us6 → https://us6.api.mailchimp.com)';

/** A key has no scopes: it may do what its user's role may. */
const GIVE_ROLE = "give the API key's user a role that may do this, such as Manager, or use another user's key";

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().catch(''),
  errors: z.array(z.object({ field: z.string() })).catch([]),
});
type Problem = z.output<typeof problemSchema>;

function describe(status: number, problem: Problem | undefined): string {
  if (problem === undefined) return `Mailchimp answered ${status} without a problem document`;
  const fields = problem.errors.map(({ field }) => field).filter((field) => field !== '');
  const named = fields.length === 0 ? '' : ` (fields: ${fields.join(', ')})`;
  return `Mailchimp answered ${status} ${problem.title}${named}`;
}

function invalidBecause(message: string, problem: Problem | undefined): VendorFailure {
  return { class: 'invalid', message, ...(problem === undefined ? {} : { vendorCode: problem.title }) };
}

function wait(ms: number | undefined): { retryAfterMs?: number } {
  return ms === undefined ? {} : { retryAfterMs: ms };
}
