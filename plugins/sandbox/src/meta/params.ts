import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Parameters by name, as text; structured ones hold JSON. */
export type Params = Readonly<Record<string, string | undefined>>;

/** Query and body together: the Graph API takes a POST's parameters from either. */
export function paramsOf(request: FastifyRequest): Params {
  const given = { ...asRecord(request.query), ...asRecord(request.body) };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** Lets a POST come as a form, beside JSON. */
export function acceptForms(scope: FastifyInstance): void {
  const parse = async (_request: FastifyRequest, body: string | Buffer) =>
    Object.fromEntries(new URLSearchParams(body.toString()));
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, parse);
}

/** Absolute address of this request with some parameters replaced: how the vendor writes `paging.next`. */
export function requestUrlWith(request: FastifyRequest, replaced: Params): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  for (const name of ['after', 'before']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(replaced)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
