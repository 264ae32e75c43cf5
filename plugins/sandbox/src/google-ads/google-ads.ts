import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import { accountOf, liveAccountOf } from '../google/credential.js';
import { asGoogleError } from '../google/google-error.js';
import { tokenRoutes } from '../google/token-routes.js';
import type { Vendor } from '../vendor.js';
import { customerRoutes } from './customer-routes.js';
import { AdsRefusal, refusal, type Version } from './google-ads-error.js';
import { Operations } from './operations.js';
import { UploadedConversions } from './upload-conversions.js';

const VERSIONS: readonly Version[] = ['v22', 'v25'];

/** Basic access, https://developers.google.com/google-ads/api/docs/access-levels */
const BASIC_ACCESS = 15_000;

/** Google Ads API v22 and v25. Tokens are `ya29.sandbox-<account>`; all of them see the customer 1234567890. */
export const googleAds: Vendor = createGoogleAds();

/** The vendor with another limit than that of basic access, to reach it in a few calls. */
export function createGoogleAds({ dailyOperations = BASIC_ACCESS }: { dailyOperations?: number } = {}): Vendor {
  return {
    id: 'google-ads',
    accountOf,
    register(scope, { world, now, quotas = true, accessTokens = new AccessTokens(now) }) {
      answerLikeTheVendor(scope);
      tokenRoutes(scope, accessTokens, now);
      const operations = new Map<string, Operations>();
      const uploads = new Map<string, UploadedConversions>();
      const take = (request: FastifyRequest, count: number) => {
        if (!quotas) return;
        // Counted by account, as if each had a developer token of its own.
        const account = accountOf(request.headers) ?? '';
        const used = operations.get(account) ?? new Operations(dailyOperations, now);
        operations.set(account, used);
        used.take(count);
      };
      for (const version of VERSIONS) {
        scope.register(
          async (api) => {
            api.addHook('onRequest', async (request) => authenticate(request, accessTokens));
            customerRoutes(api, { world, version, take, uploads });
          },
          { prefix: `/${version}` },
        );
      }
    },
  };
}

function authenticate(request: FastifyRequest, tokens: AccessTokens): void {
  const { authorization, 'developer-token': developer, 'login-customer-id': manager } = request.headers;
  if (liveAccountOf(authorization, tokens) === null) {
    throw refusal('UNAUTHENTICATED', 'authenticationError', 'OAUTH_TOKEN_INVALID', 'OAuth token is invalid.');
  }
  if (typeof developer !== 'string') {
    const message = 'Developer token parameter was missing in the request.';
    throw refusal('INVALID_ARGUMENT', 'requestError', 'DEVELOPER_TOKEN_PARAMETER_MISSING', message);
  }
  if (!/^dev-sandbox-[\w-]+$/.test(developer)) {
    const message = 'The developer token is not valid.';
    throw refusal('UNAUTHENTICATED', 'authenticationError', 'DEVELOPER_TOKEN_INVALID', message);
  }
  if (manager !== undefined && !/^\d{10}$/.test(String(manager))) {
    const message = 'Login customer id in the request header is not valid: ten digits without hyphens are expected.';
    throw refusal('INVALID_ARGUMENT', 'headerError', 'INVALID_LOGIN_CUSTOMER_ID', message);
  }
}

/** Errors of a stream come wrapped in an array, as its answers do. */
function answerLikeTheVendor(scope: FastifyInstance): void {
  scope.setNotFoundHandler((request, reply) => {
    const version = /^\/(v\d+)\//.exec(request.url.slice(scope.prefix.length))?.[1];
    if (version !== undefined && !(VERSIONS as readonly string[]).includes(version)) {
      const message = `Version ${version} is deprecated. Requests to this version will be blocked.`;
      throw refusal('INVALID_ARGUMENT', 'requestError', 'UNSUPPORTED_VERSION', message);
    }
    const page = `<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n`;
    return reply.code(404).type('text/html; charset=UTF-8').send(page);
  });
  scope.setErrorHandler((error, request, reply) => {
    const version = VERSIONS.find((each) => request.url.includes(`/${each}/`)) ?? 'v25';
    const failure = error instanceof AdsRefusal ? error.toGoogleError(version) : asGoogleError(error);
    const body = failure.body();
    const streamed = request.url.endsWith(':searchStream');
    return reply.code(failure.httpStatus).send(streamed ? [body] : body);
  });
}
