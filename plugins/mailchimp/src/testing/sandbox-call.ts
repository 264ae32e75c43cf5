import type { Call } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import mailchimp from '../index.js';

/** A call to the sandbox's Mailchimp, whose host can get files. Each account has its own writes. `sent`: bodies by path. */
export function sandboxCall(
  sandbox: { baseUrl(vendorId: string): string },
  account: string,
  settings: Readonly<Record<string, string>> = {},
): { call: Call; sent: { path: string; body: unknown }[] } {
  const sent: { path: string; body: unknown }[] = [];
  const fetch = vendorFetch({
    connector: mailchimp,
    baseUrl: sandbox.baseUrl('mailchimp'),
    credential: `sandbox-${account}-us1`,
    transport: (url, init) => {
      const path = new URL(url).pathname.replace('/mailchimp', '');
      sent.push({ path, body: init.body ? JSON.parse(String(init.body)) : null });
      return globalThis.fetch(url, init);
    },
  });
  const download = async (url: string) => new Uint8Array(await (await globalThis.fetch(url)).arrayBuffer());
  return { call: { fetch, download, settings, signal: AbortSignal.timeout(10_000) }, sent };
}
