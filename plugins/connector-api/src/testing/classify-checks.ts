import assert from 'node:assert/strict';
import type { Connector } from '../connector.js';
import type { FailureClass } from '../failure.js';
import type { FailureSample } from './samples.js';

interface Expectation {
  status: number;
  /** Classes that are right for it; null: not a failure. */
  allowed: readonly (FailureClass | null)[];
}

const STATUSES: readonly Expectation[] = [
  { status: 200, allowed: [null, 'malformed'] },
  { status: 400, allowed: ['invalid'] },
  { status: 401, allowed: ['reauthenticate'] },
  { status: 404, allowed: ['invalid', 'gone', null] },
  { status: 429, allowed: ['throttled', 'quota-exhausted'] },
  { status: 500, allowed: ['transient'] },
  { status: 502, allowed: ['transient'] },
  { status: 503, allowed: ['transient'] },
  { status: 504, allowed: ['transient'] },
];
const BODIES: readonly unknown[] = [null, {}, [], '', 'Bad Gateway', 42, { error: null }, { errors: 'x', message: 7 }];

/** Checks `classify` on what any vendor's proxy may answer, whatever the body, then on the vendor's own samples. */
export function checkClassify(connector: Connector, samples: readonly FailureSample[]): void {
  for (const { status, allowed } of STATUSES) {
    for (const body of BODIES) {
      const failure = connector.classify({ status, headers: new Headers(), body });
      const got = failure?.class ?? null;
      const what = `a ${status} with the body ${JSON.stringify(body)}`;
      assert.ok(allowed.includes(got), `${what} must be ${allowed.join(' or ')}, but classify says ${got}`);
    }
  }
  for (const { title, answer, expected } of samples) {
    const failure = connector.classify({ ...answer, headers: new Headers({ ...answer.headers }) });
    if (expected === null) assert.equal(failure, null, title);
    else assert.deepEqual({ ...failure, ...expected }, failure, title);
  }
}
