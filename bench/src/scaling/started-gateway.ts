import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type PinnedProcess, startPinned } from '../pinned-process.ts';
import type { Size } from './dimension.ts';
import { type WrittenGateway, writeGateway } from './write-gateway.ts';

export interface StartedGateway {
  child: PinnedProcess;
  /** Where it answers GraphQL. */
  url: string;
  keys: WrittenGateway['keys'];
  /** Milliseconds from its start as a process until it said that it is ready. */
  startMs: number;
}

export interface StartOptions {
  size: Size;
  /** Made here, and gone afterwards. */
  folder: string;
  upstream: string;
  /** Null: wherever the system puts it. */
  core: number | null;
  env?: Readonly<Record<string, string>>;
}

/** Time that a gateway has to become ready, milliseconds. */
const LONGEST_START_MS = 120_000;

/**
 * Starts a gateway of some size and waits until it is ready.
 * @throws Error with what it printed, when it ends or takes too long
 */
export async function startGatewayOf({
  size,
  folder,
  upstream,
  core,
  env = {},
}: StartOptions): Promise<StartedGateway> {
  await mkdir(folder);
  const port = await freePort();
  const { command, keys } = await writeGateway(folder, size, { port, upstream });
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = startPinned(command, { core, env });
  while (!(await isReady(origin))) {
    const waitedMs = performance.now() - startedAt;
    if (child.hasEnded || waitedMs > LONGEST_START_MS) {
      await child[Symbol.asyncDispose]();
      throw new Error(
        `Expected a gateway that is ready, waited ${Math.round(waitedMs)} ms; it printed: ${child.printed}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { child, url: `${origin}/v2/graphql`, keys, startMs: performance.now() - startedAt };
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}

/** Writes the wrk script that posts a query for each tenant in turn, and says where it is. */
export async function writeTenantsScript(folder: string, query: string, keys: readonly string[]): Promise<string> {
  const path = join(folder, 'tenants.lua');
  const lines = [
    'wrk.method = "POST"',
    `wrk.body = [==[${JSON.stringify({ query })}]==]`,
    'wrk.headers["content-type"] = "application/json"',
    'wrk.headers["accept"] = "application/json"',
    `local keys = {${keys.map((key) => JSON.stringify(key)).join(',')}}`,
    'local requests, at = {}, 0',
    'function init()',
    '  for index, key in ipairs(keys) do',
    '    wrk.headers["x-api-key"] = key',
    '    requests[index] = wrk.format()',
    '  end',
    'end',
    'function request()',
    '  at = at % #requests + 1',
    '  return requests[at]',
    'end',
    '',
  ];
  await writeFile(path, lines.join('\n'));
  return path;
}
