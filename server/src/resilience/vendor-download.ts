import { type ApiBase, type Connector, malformed, type VendorDownload, VendorError } from '@selvedge/connector-api';
import { Agent, errors, request } from 'undici';
import type { StopSignal } from '../ports/index.js';
import { abortSignalOf } from './stop.js';

export interface VendorDownloadOptions {
  connector: Connector;
  /** Where the vendor's API is. */
  base: ApiBase;
  /** Ends the download with its reason. */
  signal: StopSignal;
}

/** Largest file, bytes. */
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Gets files that a vendor named by an absolute address. No credential goes with it, redirects are refused, and it
 * goes only where the vendor's API is or the connector's definition says its files are, the latter over TLS.
 */
export function createVendorDownload({ connector, base, signal }: VendorDownloadOptions): VendorDownload {
  return async (address) => {
    const url = allowed(address, connector, base);
    const agent = new Agent({ maxResponseSize: LARGEST_FILE });
    try {
      const { statusCode, body } = await request(url, { dispatcher: agent, signal: abortSignalOf(signal) });
      const file = new Uint8Array(await body.arrayBuffer());
      if (statusCode === 200) return file;
      throw new VendorError({
        class: statusCode >= 500 ? 'transient' : 'malformed',
        message: `The vendor named a file that it answers with ${statusCode}.`,
      });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (VendorError.is(error)) throw error;
      if (error instanceof errors.ResponseExceededMaxSizeError) {
        throw malformed(`The vendor's file is larger than ${LARGEST_FILE} bytes.`, { cause: error });
      }
      throw new VendorError({ class: 'transient', message: 'The vendor’s file could not be had.' }, { cause: error });
    } finally {
      await agent.destroy();
    }
  };
}

function allowed(address: string, { id, downloadHosts = [] }: Connector, base: ApiBase): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.origin === base.origin) return url;
  if (url?.protocol === 'https:' && downloadHosts.some((host) => matches(url.hostname, host))) return url;
  const known = downloadHosts.join(', ') || 'none';
  throw malformed(
    `The vendor named a file at ${url?.host ?? 'no address'}, where connector "${id}" says it keeps none (besides its API: ${known}).`,
  );
}

/** `files.example.com`, or `.example.com` for every host below it. */
function matches(hostname: string, host: string): boolean {
  return host.startsWith('.') ? hostname.endsWith(host) : hostname === host;
}
