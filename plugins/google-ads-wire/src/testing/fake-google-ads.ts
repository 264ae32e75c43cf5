import type { Call } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { createGoogleAds } from '../create-google-ads.js';

/** A connector in a dialect of its own, so that no version's is taken for granted. */
export const googleAds = createGoogleAds({
  version: 'v99',
  campaignStart: { field: 'campaign.begins', key: 'begins', dateTime: (date) => `${date} 00:00:00` },
});

export const SETTINGS = { customerId: '123-456-7890', conversionActions: 'Purchase=701, Lead=702' };

export function callTo(
  answer: (request: ScriptedRequest) => ScriptedAnswer,
  settings: Readonly<Record<string, string>> = SETTINGS,
): { call: Call; requests: readonly ScriptedRequest[] } {
  return scriptedCall({ connector: googleAds, answer, settings });
}

/** A stream of chunks, one for each list of rows. */
export function streamed(...chunks: readonly (readonly object[])[]): ScriptedAnswer {
  return {
    body: chunks.map((results) => ({
      ...(results.length === 0 ? {} : { results }),
      fieldMask: 'campaign.id',
      requestId: 'r',
    })),
  };
}

export function queryOf(request: ScriptedRequest | undefined): string {
  return String(Object(request?.body).query);
}
