import type { FaultSpecification } from '@selvedge/sandbox';
import { globalId } from '../operations.js';

/** How one vendor says "not now", what asks it, and the wait that it names. */
export interface Dialect {
  connector: string;
  query: string;
  refusal: FaultSpecification;
  /** Milliseconds before which no call may come; null where the vendor names no time. */
  waitMs: number | null;
  /** Routes that are no calls of the connector, such as those of tokens. */
  besides?: RegExp;
}

const list = (field: string, connector: string): string =>
  `{ ${field}(connector: "${connector}", first: 2) { edges { node { id } } } }`;

const RANGE = 'range: { since: "2026-09-01", until: "2026-09-30" }';

export const DIALECTS: readonly Dialect[] = [
  {
    connector: 'hubspot',
    query: list('deals', 'hubspot'),
    refusal: {
      vendor: 'hubspot',
      status: 429,
      headers: { 'X-HubSpot-RateLimit-Interval-Milliseconds': '10000' },
      body: {
        status: 'error',
        message: 'You have reached your ten_secondly_rolling limit.',
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
      },
    },
    waitMs: 10_000,
  },
  {
    connector: 'salesforce',
    query: list('deals', 'salesforce'),
    refusal: {
      vendor: 'salesforce',
      path: '/services/data/**',
      status: 403,
      body: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    },
    waitMs: null,
    besides: /oauth2/,
  },
  {
    connector: 'marketo',
    query: `{ node(id: "${globalId('Contact', 'marketo', '1')}") { id } }`,
    refusal: {
      vendor: 'marketo',
      path: '/rest/**',
      status: 200,
      body: {
        requestId: '1a2b#1',
        success: false,
        errors: [{ code: '606', message: "Max rate limit '100' exceeded with in '20' secs" }],
      },
    },
    waitMs: 20_000,
    besides: /identity/,
  },
  {
    connector: 'mailchimp',
    query: list('audiences', 'mailchimp'),
    refusal: {
      vendor: 'mailchimp',
      status: 429,
      headers: { 'Retry-After': '8' },
      body: { type: 'about:blank', title: 'Too Many Requests', status: 429, detail: 'Too many.', instance: '1' },
    },
    waitMs: 8_000,
  },
  {
    connector: 'klaviyo',
    query: list('audiences', 'klaviyo'),
    refusal: {
      vendor: 'klaviyo',
      status: 429,
      headers: { 'Retry-After': '9' },
      body: { errors: [{ id: '1', status: 429, code: 'throttled', title: 'Request was throttled.', detail: 'Wait.' }] },
    },
    waitMs: 9_000,
  },
  {
    connector: 'meta-ads',
    query: list('adCampaigns', 'meta-ads'),
    refusal: {
      vendor: 'meta',
      status: 400,
      headers: {
        'x-business-use-case-usage': JSON.stringify({
          1001: [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: 1 }],
        }),
      },
      body: { error: { message: 'There have been too many calls.', type: 'OAuthException', code: 80_004 } },
    },
    waitMs: 60_000,
  },
  {
    connector: 'google-ads',
    query: list('adCampaigns', 'google-ads'),
    refusal: {
      vendor: 'google-ads',
      status: 429,
      body: {
        error: {
          code: 429,
          message: 'Resource has been exhausted (e.g. check quota).',
          status: 'RESOURCE_EXHAUSTED',
          details: [
            {
              '@type': 'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure',
              errors: [
                {
                  errorCode: { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' },
                  message: 'Too many requests. Retry in 7 seconds.',
                  details: { quotaErrorDetails: { rateScope: 'DEVELOPER', rateName: 'Requests', retryDelay: '7s' } },
                },
              ],
            },
          ],
        },
      },
    },
    waitMs: 7_000,
  },
  {
    connector: 'google-analytics',
    query: `{ webAnalytics(${RANGE}) { totals { sessions } } }`,
    refusal: {
      vendor: 'google-analytics',
      status: 429,
      body: {
        error: {
          code: 429,
          status: 'RESOURCE_EXHAUSTED',
          message: 'Exhausted property tokens per hour. These quota tokens will return in under 1 minutes.',
        },
      },
    },
    waitMs: 60_000,
  },
];
