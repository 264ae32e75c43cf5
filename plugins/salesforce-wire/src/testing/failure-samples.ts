import type { FailureSample } from '@selvedge/connector-api/testing';

const error = (status: number, errorCode: string, message = 'Something went wrong.') => ({
  status,
  body: [{ message, errorCode }],
});

/** Salesforce's own ways to fail, one for each row of the classes. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  {
    title: 'a session that has expired',
    answer: error(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
    expected: { class: 'reauthenticate' },
  },
  {
    title: 'the requests of the day are used up: a 403 that is no matter of permission',
    answer: error(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
    expected: { class: 'quota-exhausted' },
  },
  {
    title: 'too many long requests at a time, under the same code',
    answer: error(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
    expected: { class: 'throttled' },
  },
  {
    title: 'a permission that is missing',
    answer: error(403, 'INSUFFICIENT_ACCESS_OR_READONLY'),
    expected: { class: 'invalid', vendorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' },
  },
  { title: 'a row that is locked', answer: error(400, 'UNABLE_TO_LOCK_ROW'), expected: { class: 'transient' } },
  { title: 'a query that took too long', answer: error(400, 'QUERY_TIMEOUT'), expected: { class: 'transient' } },
  { title: 'a server that is down', answer: error(503, 'SERVER_UNAVAILABLE'), expected: { class: 'transient' } },
  { title: 'an unknown exception', answer: error(500, 'UNKNOWN_EXCEPTION'), expected: { class: 'transient' } },
  { title: 'an API version that is retired', answer: error(410, 'GONE'), expected: { class: 'gone' } },
  {
    title: 'an API version that is retired, by its code',
    answer: error(400, 'UNSUPPORTED_API_VERSION'),
    expected: { class: 'gone' },
  },
  {
    title: 'a query that is wrong',
    answer: error(400, 'MALFORMED_QUERY', "unexpected token: 'FORM'"),
    expected: { class: 'invalid', vendorCode: 'MALFORMED_QUERY' },
  },
  {
    title: 'an external id that several records have',
    answer: { status: 300, body: ['/services/data/v39.0/sobjects/Contact/003xx'] },
    expected: { class: 'invalid', vendorCode: 'MULTIPLE_CHOICES' },
  },
  {
    title: 'a URI that is too long, told in HTML',
    answer: { status: 414, body: '<h1>Bad Message 414</h1>' },
    expected: { class: 'invalid', vendorCode: '414' },
  },
  {
    title: 'a collection of which records failed',
    answer: { status: 200, body: [{ success: false, errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS' }] }] },
    expected: null,
  },
];
