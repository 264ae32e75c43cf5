import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the bundle of GraphiQL lies once it is built. */
export const GRAPHIQL_DIRECTORY = fileURLToPath(new URL('../../dist/graphiql/', import.meta.url));

/** GraphiQL, served from our own origin. */
export interface Graphiql {
  /** Whether the request is a person's, who opened the endpoint in a browser. */
  isWantedBy(request: FastifyRequest): boolean;
  sendPage(reply: FastifyReply): FastifyReply;
}

/** Registers `/graphiql/assets/*`. Resolves null when the bundle has not been built. */
export async function addGraphiql(app: FastifyInstance, directory = GRAPHIQL_DIRECTORY): Promise<Graphiql | null> {
  const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  if (page === null) return null;
  // Only names that were listed are served, so that no path leads out of the folder.
  const assets = new Set(await readdir(join(directory, 'assets')));

  app.get<{ Params: { name: string } }>('/graphiql/assets/:name', async ({ params: { name } }, reply) => {
    const type = CONTENT_TYPES[extname(name)];
    if (!assets.has(name) || type === undefined) return reply.callNotFound();
    const content = await readFile(join(directory, 'assets', name));
    // The build puts a hash of its content into each name.
    return reply
      .headers({ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
      .send(content);
  });

  return {
    isWantedBy({ method, headers, query }) {
      const asksGraph = Object.keys(query as object).some((name) => name === 'query' || name === 'extensions');
      return method === 'GET' && !asksGraph && (headers.accept?.includes('text/html') ?? false);
    },
    sendPage: (reply) => reply.headers(PAGE_HEADERS).send(page),
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  vary: 'accept',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  // The editor makes style elements at run time; scripts and workers come from files only.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};
