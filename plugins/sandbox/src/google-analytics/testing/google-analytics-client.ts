import Fastify from 'fastify';
import type { Vendor } from '../../vendor.js';
import { createWorld } from '../../world/create-world.js';
import { googleAnalytics } from '../google-analytics.js';

export const world = createWorld({ people: 50, companies: 2, deals: 40, audiences: 0, adCampaigns: 4, days: 20 });
export const NOW = Date.parse('2026-11-23T10:00:00Z');

/** Calls the vendor on a server of its own, as `acme`. */
export function googleAnalyticsClient(vendor: Vendor = googleAnalytics, now: () => number = () => NOW) {
  const app = Fastify();
  app.register(async (scope) => vendor.register(scope, { world, now }), { prefix: '/google-analytics' });

  async function post(path: string, payload: object, token = 'ya29.sandbox-acme') {
    const url = `/google-analytics${path}`;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await app.inject({ method: 'POST', url, payload, headers });
    return { status: answer.statusCode, body: answer.json() };
  }

  return {
    app,
    post,
    run: (body: object) => post('/v1beta/properties/310000001:runReport', body),
    batch: (requests: readonly object[]) => post('/v1beta/properties/310000001:batchRunReports', { requests }),
    get: (...reportRequests: readonly object[]) => post('/v4/reports:batchGet', { reportRequests }),
  };
}

const range = { startDate: '2026-11-10', endDate: '2026-11-12' };

/** A report by day and channel in today's API. */
export const dataRequest = {
  dateRanges: [range],
  dimensions: [{ name: 'date' }, { name: 'sessionDefaultChannelGroup' }],
  metrics: [{ name: 'sessions' }, { name: 'totalUsers' }, { name: 'keyEvents' }, { name: 'purchaseRevenue' }],
};

/** The same in the old one. */
export const reportingRequest = {
  viewId: '91000001',
  dateRanges: [range],
  dimensions: [{ name: 'ga:date' }, { name: 'ga:channelGrouping' }],
  metrics: [
    { expression: 'ga:sessions' },
    { expression: 'ga:users' },
    { expression: 'ga:goalCompletionsAll' },
    { expression: 'ga:transactionRevenue' },
  ],
};
