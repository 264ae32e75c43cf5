import { RequestRefusal } from './request-refusal.js';

/**
 * Throws RequestRefusal unless `Host` is a host name. With `loopbackOnly` it must also name this machine: a page whose
 * name was pointed at 127.0.0.1 (DNS rebinding) is same-origin to a browser, and only its name gives it away.
 */
export function createHostCheck(loopbackOnly: boolean): (host: string | undefined) => void {
  /** The last one that was found good: mostly there is one. */
  let known: string | undefined;
  return (host) => {
    if (host !== undefined && host === known) return;
    checkHost(host, loopbackOnly);
    known = host;
  };
}

function checkHost(host: string | undefined, loopbackOnly: boolean): void {
  const url = `http://${host ?? ''}/`;
  if (host === undefined || !HOST.test(host) || !URL.canParse(url)) {
    throw new RequestRefusal('BAD_REQUEST', 400, 'The Host header must be a host name, with a port where needed.');
  }
  if (loopbackOnly && !LOOPBACK.test(new URL(url).hostname)) {
    throw new RequestRefusal(
      'HOST_NOT_SERVED',
      421,
      'Only requests to this machine by name are served here; use localhost or 127.0.0.1.',
    );
  }
}

const HOST = /^[A-Za-z0-9.:[\]_-]+$/;
const LOOPBACK = /^(localhost|[a-z0-9.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
