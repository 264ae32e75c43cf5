import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from './contender.ts';
import { marketingConfiguration } from './marketing-configuration.ts';

const POSTS = fileURLToPath(new URL('../connector-posts', import.meta.url));
export const API_KEY = 'sv_benchmark';

/**
 * Writes the gateway's configuration for a place and gives its path. Overload protection is off, as no peer has any: the
 * load is meant to be more than one core can take.
 */
export async function writeConfiguration(place: Place): Promise<string> {
  const { port, upstream, folder, cached, graph } = place;
  const keyHash = `sha256:${createHash('sha256').update(API_KEY).digest('hex')}`;
  const configuration = {
    mode: 'production',
    server: { host: '127.0.0.1', port, overload: { enabled: false }, logRequests: false },
    clients: [{ id: 'benchmark', tenant: 'default', keyHash, scopes: ['*'] }],
    // Like the peers, without stale answers while one is fetched anew: they would say so, and be other answers than expected.
    cache: { enabled: cached, staleWhileRevalidateMs: 0, edge: { enabled: cached } },
    ...(graph === 'posts' ? await postsConfiguration(place) : marketingConfiguration(upstream, `at-${port}`)),
  };
  const file = join(folder, `selvedge-${port}.json`);
  await writeFile(file, JSON.stringify(configuration));
  return file;
}

async function postsConfiguration({ port, upstream, folder }: Place) {
  const connectorsDirectory = join(folder, `connectors-${port}`);
  await mkdir(connectorsDirectory);
  await symlink(POSTS, join(connectorsDirectory, 'connector-posts'));
  return {
    connectorsDirectory,
    connectors: { posts: { version: '^1.0.0' } },
    tenants: {
      default: { connections: { posts: { baseUrl: upstream, credential: { type: 'token', token: 'benchmark' } } } },
    },
  };
}
