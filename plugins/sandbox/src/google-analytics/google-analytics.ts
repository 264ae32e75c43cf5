import type { FastifyRequest } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import { accountOf, liveAccountOf } from '../google/credential.js';
import { asGoogleError, GoogleError } from '../google/google-error.js';
import { tokenRoutes } from '../google/token-routes.js';
import type { Vendor } from '../vendor.js';
import { batchGet } from './batch-get.js';
import { PROPERTY_ID } from './property.js';
import { type RunReportRequest, runReport } from './run-report.js';
import { type PropertyLimits, PropertyQuotas, STANDARD } from './tokens.js';

const MOST_REPORTS = 5;
/** Rows that one token pays for; the vendor does not say how it counts. */
const ROWS_PER_TOKEN = 500;

/** Google Analytics: Data API v1beta and Reporting API v4. Tokens are `ya29.sandbox-<account>`. */
export const googleAnalytics: Vendor = createGoogleAnalytics();

interface OfProperty {
  Params: { property: string };
  Body: unknown;
}

/** The vendor with other quotas than those of a standard property, to reach them in a few calls. */
export function createGoogleAnalytics(limits: Partial<PropertyLimits> = {}): Vendor {
  return {
    id: 'google-analytics',
    accountOf,
    register(scope, { world, now, quotas = true, accessTokens = new AccessTokens(now) }) {
      const properties = new Map<string, PropertyQuotas>();
      const quotaOf = ({ headers }: FastifyRequest) => {
        const account = accountOf(headers) ?? '';
        const quota = properties.get(account) ?? new PropertyQuotas({ ...STANDARD, ...limits }, now);
        properties.set(account, quota);
        return quota;
      };
      scope.setNotFoundHandler((_request, reply) => reply.code(404).type('text/html').send('<!DOCTYPE html>\n'));
      scope.setErrorHandler((error, _request, reply) => {
        const failure = asGoogleError(error);
        return reply.code(failure.httpStatus).send(failure.body());
      });
      // Injected failures count too: that is what the vendor's own would do.
      scope.addHook('onSend', async (request, reply) => {
        if (reply.statusCode >= 500) quotaOf(request).countServerError();
      });
      tokenRoutes(scope, accessTokens, now);

      scope.register(async (api) => {
        api.addHook('onRequest', async (request) => {
          if (liveAccountOf(request.headers.authorization, accessTokens) === null) throw unauthenticated();
          if (quotas) quotaOf(request).requireSome();
        });
        api.post('/v4/reports::batchGet', async (request) => batchGet(world.webDays, request.body, now()));

        const report = (request: FastifyRequest, given: unknown) => {
          const asked = Object(given) as RunReportRequest;
          const answer = runReport(world.webDays, asked, now());
          const quota = quotaOf(request).take(1 + Math.floor((answer.rows?.length ?? 0) / ROWS_PER_TOKEN));
          return asked.returnPropertyQuota === true ? { ...answer, propertyQuota: quota } : answer;
        };
        api.post<OfProperty>('/v1beta/properties/:property(^\\d+)::runReport', async (request) => {
          requireProperty(request.params.property);
          return report(request, request.body);
        });
        api.post<OfProperty>('/v1beta/properties/:property(^\\d+)::batchRunReports', async (request) => {
          requireProperty(request.params.property);
          const { requests } = Object(request.body) as { requests?: unknown };
          if (!Array.isArray(requests) || requests.length > MOST_REPORTS) {
            const message = `A batch must hold at most ${MOST_REPORTS} requests.`;
            throw new GoogleError('INVALID_ARGUMENT', message);
          }
          const reports = requests.map((each: unknown) => report(request, each));
          return { reports, kind: 'analyticsData#batchRunReports' };
        });
      });
    },
  };
}

function requireProperty(property: string): void {
  if (property === PROPERTY_ID) return;
  const message =
    'User does not have sufficient permissions for this property. To learn more about Property ID, see https://developers.google.com/analytics/devguides/reporting/data/v1/property-id.';
  throw new GoogleError('PERMISSION_DENIED', message);
}

function unauthenticated(): GoogleError {
  const message =
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
  return new GoogleError('UNAUTHENTICATED', message, [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
      domain: 'googleapis.com',
    },
  ]);
}
