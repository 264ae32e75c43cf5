import { fileURLToPath } from 'node:url';
import { freePort, type PinnedProcess, startPinned } from './pinned-process.ts';

export interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly process: PinnedProcess;
  /** Calls answered so far, of all kinds. */
  calls(): Promise<number>;
}

/** Starts the REST service on a core; it answers after so many milliseconds. */
export async function startUpstream(core: number | null, latency: number): Promise<Upstream> {
  const port = await freePort();
  const file = fileURLToPath(new URL('./upstream-process.ts', import.meta.url));
  const child = startPinned([process.execPath, file, String(port), String(latency)], { core });
  const url = `http://127.0.0.1:${port}`;
  const calls = async () => {
    const counts = (await (await fetch(`${url}/count`)).json()) as Record<string, number>;
    return Object.values(counts).reduce((total, count) => total + count, 0);
  };
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
