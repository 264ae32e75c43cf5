import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the bundle of GraphiQL lies once it is built. */
export const GRAPHIQL_DIRECTORY = fileURLToPath(new URL('../../dist/graphiql/', import.meta.url));

export interface GraphiqlOptions {
  /** Where its bundle lies; default: in this package. */
  directory?: string;
  /** Whether callers need a credential, so that the page asks for one; default true. */
  needsCredential?: boolean;
}

/** The major that a page asks. */
export interface GraphiqlEndpoint {
  major: number;
  /** ISO 8601 date after which it may be gone; null while it is the newest. */
  sunset: string | null;
}

/** GraphiQL, served from our own origin. */
export interface Graphiql {
  /** Whether the request is a person's, who opened the endpoint in a browser. */
  isWantedBy(request: FastifyRequest): boolean;
  sendPage(reply: FastifyReply, endpoint: GraphiqlEndpoint): FastifyReply;
}

/** Registers `/graphiql/assets/*`. Resolves null when the bundle has not been built. */
export async function addGraphiql(
  app: FastifyInstance,
  { directory = GRAPHIQL_DIRECTORY, needsCredential = true }: GraphiqlOptions,
): Promise<Graphiql | null> {
  const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  if (page === null) return null;
  // Only names that were listed are served, so that no path leads out of the folder.
  const assets = new Set(await readdir(join(directory, 'assets')));

  app.get<{ Params: { name: string } }>(`${ASSETS_PATH}:name`, async ({ params: { name } }, reply) => {
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
    sendPage: (reply, { major, sunset }) =>
      reply.headers(PAGE_HEADERS).send(titled(page, { major, sunset, needsCredential })),
  };
}

/** Where the page's scripts, styles and fonts are. */
export const ASSETS_PATH = '/graphiql/assets/';

/** The one page serves every major; its script reads from it which one. */
function titled(page: string, endpoint: GraphiqlEndpoint & { needsCredential: boolean }): string {
  const { major, sunset } = endpoint;
  const title = `Selvedge v${major}${sunset === null ? '' : `, until ${sunset}`}`;
  const content = JSON.stringify(endpoint).replaceAll('"', '&quot;');
  return page.replace(/<title>.*<\/title>/, `<title>${title}</title><meta name="selvedge" content="${content}" />`);
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
