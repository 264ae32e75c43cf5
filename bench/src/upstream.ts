import { fileURLToPath } from 'node:url';
import { freePort, type PinnedProcess, startPinned } from './pinned-process.ts';

/** What the contenders call. */
export interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly process: PinnedProcess;
  /** Calls answered so far, of all kinds. */
  calls(): Promise<number>;
}

/** Starts the REST service of posts and users on a core; it answers after so many milliseconds. */
export function startPosts(core: number | null, latency: number): Promise<Upstream> {
  return startUpstream('upstream-process.ts', [String(latency)], core, async (url) => {
    const counts = (await (await fetch(`${url}/count`)).json()) as Record<string, number>;
    return sum(Object.values(counts));
  });
}

/** Starts the local vendors on a core, without quotas. */
export function startSandbox(core: number | null): Promise<Upstream> {
  return startUpstream('sandbox-process.ts', [], core, async (url) => {
    const { calls } = (await (await fetch(`${url}/_calls`)).json()) as { calls: readonly { count: number }[] };
    return sum(calls.map(({ count }) => count));
  });
}

/** Starts a file of this folder that takes its port first; resolves once it tells its calls. */
async function startUpstream(
  file: string,
  parameters: readonly string[],
  core: number | null,
  callsOf: (url: string) => Promise<number>,
): Promise<Upstream> {
  const port = await freePort();
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = startPinned([process.execPath, path, String(port), ...parameters], { core });
  const url = `http://127.0.0.1:${port}`;
  const calls = () => callsOf(url);
  for (let attempt = 0; ; attempt++) {
    try {
      await calls();
      break;
    } catch (error) {
      if (child.hasEnded || attempt === 400) {
        await child[Symbol.asyncDispose]();
        throw new Error(`The upstream did not start: ${child.printed || error}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return { url, process: child, calls, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
