import type { FailureClass } from '@selvedge/connector-api';

/** An answer of a vendor in its own words, and what is told apart by it. */
export interface Answer {
  says: string;
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** One class of failure; `partial`: a success of which single elements failed. */
export type Row = Exclude<FailureClass, 'malformed'> | 'partial';

/** A vendor's answers of each row, or the reason why it has none. */
export type VendorAnswers = Readonly<Record<Row, readonly Answer[] | string>>;

const status = (...all: readonly number[]): Answer[] => all.map((each) => ({ says: `status ${each}`, status: each }));

const hubspot = (status: number, body: object, headers = {}): Answer => ({
  says: JSON.stringify(body),
  status,
  body: { status: 'error', correlationId: '1d6f', ...body },
  headers,
});
const salesforce = (status: number, errorCode: string, message = 'No.'): Answer => ({
  says: errorCode,
  status,
  body: [{ errorCode, message }],
});
const marketo = (...codes: readonly string[]): Answer[] =>
  codes.map((code) => ({
    says: `code ${code}`,
    status: 200,
    body: { requestId: 'e42b#1', success: false, errors: [{ code, message: 'No.' }] },
  }));
const mailchimp = (status: number, title: string, detail = ''): Answer => ({
  says: title,
  status,
  body: { type: 'https://mailchimp.com/developer/marketing/docs/errors/', title, status, detail, instance: '1d6f' },
});
const klaviyo = (status: number, code: string, headers = {}): Answer => ({
  says: code,
  status,
  body: { errors: [{ id: '1d6f', status, code, title: 'No.', source: { pointer: '/data/attributes/email' } }] },
  headers,
});
const meta = (status: number, code: number, more: object = {}): Answer => ({
  says: `code ${code} ${JSON.stringify(more)}`,
  status,
  body: { error: { message: 'No.', type: 'OAuthException', code, fbtrace_id: 'AbC', ...more } },
});
const googleAds = (status: number, kind: string, code: string): Answer => ({
  says: code,
  status,
  body: {
    error: {
      code: status,
      message: 'No.',
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure',
          errors: [{ errorCode: { [kind]: code }, message: 'No.' }],
        },
      ],
    },
  },
});
const google = (status: number, rpcStatus: string, message = 'No.'): Answer => ({
  says: `${rpcStatus} ${message}`,
  status,
  body: { error: { code: status, message, status: rpcStatus } },
});
const PAGE: Answer = { says: 'a page of a web server', status: 404, body: '<title>Error 404 (Not Found)!!1</title>' };

const META_REFUSALS = [meta(400, 100), meta(403, 10), meta(403, 200), meta(403, 299)];

const META: VendorAnswers = {
  reauthenticate: [meta(400, 190, { error_subcode: 463 }), meta(400, 190, { error_subcode: 460 }), meta(400, 102)],
  throttled: [
    meta(403, 4, { error_subcode: 1_504_022 }),
    meta(400, 17, { error_subcode: 2_446_079 }),
    meta(400, 613, { error_subcode: 1_487_742 }),
    meta(400, 80_000),
    meta(400, 80_004),
    meta(400, 80_014),
  ],
  'quota-exhausted': 'Meta counts hours and says in minutes when the next may begin, so it is a throttle',
  transient: [meta(500, 1), meta(503, 2), meta(400, 100, { is_transient: true }), ...status(500, 502, 503, 504)],
  invalid: META_REFUSALS,
  gone: [meta(400, 2635)],
  partial: 'neither the batch of requests nor the look-up by ?ids= is used: one unknown id fails all of the latter',
};

/** By connector id. Sources are the vendors' own lists of errors, named in each connector's README. */
export const VENDOR_ANSWERS: Readonly<Record<string, VendorAnswers>> = {
  hubspot: {
    reauthenticate: [hubspot(401, { message: 'Authentication credentials not found.' })],
    throttled: [
      hubspot(429, { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }),
      hubspot(429, { errorType: 'RATE_LIMIT', policyName: 'SECONDLY' }),
      hubspot(429, { message: 'You have reached your secondly limit.' }),
      ...status(423),
    ],
    'quota-exhausted': [hubspot(429, { errorType: 'RATE_LIMIT', policyName: 'DAILY' })],
    transient: [hubspot(477, {}, { 'retry-after': '60' }), ...status(500, 502, 503, 504, 521, 522, 523)],
    invalid: [
      hubspot(400, { category: 'VALIDATION_ERROR' }),
      hubspot(403, { category: 'MISSING_SCOPES' }),
      hubspot(404, { category: 'OBJECT_NOT_FOUND', message: 'Object not found.' }),
      hubspot(409, { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 7' }),
      ...status(415, 422),
    ],
    gone: [hubspot(404, { message: 'resource not found' }), ...status(410)],
    partial: [hubspot(207, { status: 'COMPLETE', results: [], numErrors: 1, errors: [{ category: 'X' }] })],
  },
  salesforce: {
    reauthenticate: [salesforce(401, 'INVALID_SESSION_ID', 'Session expired or invalid')],
    throttled: [salesforce(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'), ...status(429)],
    'quota-exhausted': [salesforce(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')],
    transient: [
      salesforce(400, 'UNABLE_TO_LOCK_ROW'),
      salesforce(503, 'SERVER_UNAVAILABLE'),
      salesforce(400, 'QUERY_TIMEOUT'),
      salesforce(500, 'UNKNOWN_EXCEPTION'),
      ...status(500, 502, 503, 504),
    ],
    invalid: [
      salesforce(400, 'INVALID_FIELD'),
      salesforce(400, 'REQUIRED_FIELD_MISSING'),
      salesforce(400, 'DUPLICATES_DETECTED'),
      salesforce(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION'),
      salesforce(403, 'INSUFFICIENT_ACCESS_OR_READONLY'),
      salesforce(404, 'NOT_FOUND'),
      salesforce(400, 'INVALID_QUERY_LOCATOR'),
      salesforce(400, 'MALFORMED_QUERY'),
      ...status(300, 414),
    ],
    gone: [salesforce(410, 'GONE'), salesforce(400, 'UNSUPPORTED_API_VERSION')],
    partial: [{ says: 'success: false', status: 200, body: [{ success: false, errors: [{ statusCode: 'X' }] }] }],
  },
  marketo: {
    reauthenticate: [...marketo('601', '602'), ...status(401)],
    throttled: marketo('606', '615'),
    'quota-exhausted': marketo('607'),
    transient: [...marketo('502', '604', '608', '611', '614', '713', '719'), ...status(500, 502, 503, 504)],
    invalid: [
      ...marketo('603', '616', '703'),
      ...marketo('605', '609', '612', '613', '701', '704', '709', '710', '711'),
      ...marketo('1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1011'),
      ...status(413, 414),
    ],
    gone: [...marketo('610'), ...status(404, 410)],
    partial: [
      {
        says: 'skipped',
        status: 200,
        body: { success: true, result: [{ status: 'skipped', reasons: [{ code: '1005', message: 'No.' }] }] },
      },
      ...marketo('702'),
    ],
  },
  mailchimp: {
    reauthenticate: [mailchimp(401, 'API Key Invalid')],
    throttled: [
      mailchimp(429, 'Too Many Requests'),
      mailchimp(429, 'Too Many Requests', 'You have more than 500 pending batches.'),
      mailchimp(400, 'Invalid Resource', 'x has signed up to a lot of lists very recently'),
    ],
    'quota-exhausted': 'Mailchimp limits what is open at a time and counts no day',
    transient: [mailchimp(500, 'Internal Server Error'), mailchimp(503, 'Unavailable'), ...status(500, 502, 503, 504)],
    invalid: [
      mailchimp(400, 'Invalid Resource', 'looks fake or invalid'),
      mailchimp(400, 'Member Exists'),
      mailchimp(400, 'Forgotten Email Not Subscribed'),
      mailchimp(400, 'Member In Compliance State'),
      mailchimp(403, 'Wrong Datacenter'),
      mailchimp(404, 'Resource Not Found'),
      mailchimp(405, 'Method Not Allowed', 'This list member cannot be removed'),
    ],
    gone: status(410),
    partial: [
      {
        says: 'errors of POST /lists/{id}',
        status: 200,
        body: { new_members: [], errors: [{ email_address: 'x', error: 'No.', error_code: 'ERROR_GENERIC' }] },
      },
    ],
  },
  klaviyo: {
    reauthenticate: [klaviyo(401, 'authentication_failed')],
    throttled: [klaviyo(429, 'throttled', { 'retry-after': '2' }), klaviyo(429, 'throttled')],
    'quota-exhausted': [klaviyo(429, 'throttled', { 'retry-after': '3600' })],
    transient: status(500, 502, 503, 504),
    invalid: [
      klaviyo(400, 'invalid'),
      klaviyo(403, 'permission_denied'),
      klaviyo(404, 'not_found'),
      klaviyo(409, 'duplicate_profile'),
    ],
    gone: [klaviyo(410, 'gone')],
    partial: 'what failed of an import is another request, GET …/import-errors',
  },
  'meta-ads': META,
  'meta-conversions': {
    ...META,
    invalid: [...META_REFUSALS, meta(400, 100, { error_subcode: 2_804_003 }), meta(400, 100, { error_subcode: 33 })],
    partial: 'one bad event refuses the whole request, which is then sent apart',
  },
  'google-ads': {
    reauthenticate: [
      googleAds(401, 'authenticationError', 'OAUTH_TOKEN_EXPIRED'),
      google(401, 'UNAUTHENTICATED'),
      ...status(401),
    ],
    throttled: [
      googleAds(429, 'quotaError', 'RESOURCE_TEMPORARILY_EXHAUSTED'),
      googleAds(429, 'quotaError', 'EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION'),
      ...status(429),
    ],
    'quota-exhausted': [
      googleAds(429, 'quotaError', 'RESOURCE_EXHAUSTED'),
      googleAds(429, 'quotaError', 'EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION'),
    ],
    transient: [
      googleAds(500, 'internalError', 'INTERNAL_ERROR'),
      googleAds(503, 'internalError', 'TRANSIENT_ERROR'),
      googleAds(504, 'internalError', 'DEADLINE_EXCEEDED'),
      ...status(500, 502, 503, 504),
    ],
    invalid: [
      googleAds(401, 'authenticationError', 'DEVELOPER_TOKEN_INVALID'),
      googleAds(403, 'authorizationError', 'USER_PERMISSION_DENIED'),
      googleAds(403, 'authorizationError', 'DEVELOPER_TOKEN_NOT_ON_ALLOWLIST'),
      googleAds(400, 'queryError', 'UNRECOGNIZED_FIELD'),
      googleAds(400, 'requestError', 'PAGE_SIZE_NOT_SUPPORTED'),
    ],
    gone: [googleAds(400, 'requestError', 'UNSUPPORTED_VERSION'), PAGE],
    partial: [{ says: 'partialFailureError', status: 200, body: { results: [{}], partialFailureError: { code: 3 } } }],
  },
  'google-analytics': {
    reauthenticate: [google(401, 'UNAUTHENTICATED'), ...status(401)],
    throttled: [google(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per hour.'), ...status(429)],
    'quota-exhausted': [
      google(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per day.'),
      google(429, 'RESOURCE_EXHAUSTED', 'Exhausted server errors per project per hour.'),
    ],
    transient: [google(503, 'UNAVAILABLE'), ...status(500, 502, 503, 504)],
    invalid: [google(400, 'INVALID_ARGUMENT'), google(403, 'PERMISSION_DENIED'), google(404, 'NOT_FOUND')],
    gone: [google(410, 'FAILED_PRECONDITION'), PAGE],
    partial: 'a batch of reports is answered whole or not at all',
  },
};
