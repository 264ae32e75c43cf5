import { expect, it } from 'vitest';
import { describePlan } from './describe-plan.js';
import type { PlannedRollout } from './shapes.js';

const PLANNED: PlannedRollout = {
  connector: 'hubspot',
  stable: '1.4.0',
  candidate: '2.1.0',
  plan: {
    steps: [{ shadow: null, weight: 50 }],
    advance: 'EVIDENCE',
    stickyBy: 'USER',
    writesFromStep: 0,
    analysis: {
      alpha: 0.01,
      toleratedRatio: 1.5,
      advanceBelow: 2,
      advanceBelowRate: 0.005,
      confidence: 0.95,
      leastRequests: 300,
      mostRequests: 3_000,
    },
  },
  gates: [],
  shortestMinutes: [4],
  trafficMinutes: 5,
  startable: true,
};

it.each([
  [5, 'At the shortest it takes 4 min by the traffic of only 5 min.'],
  [1_440, 'At the shortest it takes 4 min by the traffic of late.'],
])('says when little is known of the traffic: %i min', (trafficMinutes, line) => {
  expect(describePlan({ ...PLANNED, trafficMinutes }, (_style, text) => text)).toContain(line);
});
