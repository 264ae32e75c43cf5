import type { Rule } from './rule.js';

const LEAST_SUCCESS = 0.99;
const FAILED_CHECKS = 5;

/**
 * As Flagger is set up in its documentation's examples: each minute the candidate's success rate of that minute has to be
 * at least 99 %; the fifth failed check rolls back.
 */
export function flaggerRule(): Rule {
  let [requests, failures, failedChecks] = [0, 0, 0];
  return {
    event({ side, bad }) {
      if (side === 'candidate') {
        requests += 1;
        if (bad[0]) failures += 1;
      }
      return false;
    },
    minute() {
      if (requests > 0 && 1 - failures / requests < LEAST_SUCCESS) failedChecks += 1;
      [requests, failures] = [0, 0];
      return failedChecks >= FAILED_CHECKS;
    },
  };
}
