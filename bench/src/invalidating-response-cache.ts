import { createRequire } from 'node:module';

interface Request {
  operation?: { operation: string };
  request: { variables?: { email?: string; contacts?: readonly { email: string }[] } };
}
interface ResponseCacheOptions {
  extraCacheKeyData(request: Request): Promise<number>;
}
type ResponseCache = (options: ResponseCacheOptions) => unknown;

/**
 * Apollo Server's response cache for operations on a person, in which a write of that person makes all answers of before
 * unreachable, as the gateway's invalidation does. An answer is kept under the count of writes that there was when it was
 * asked for: what was read before a write and answered after it is not taken for new.
 */
export function invalidatingResponseCache(): readonly unknown[] {
  const loaded = createRequire(import.meta.url)('@apollo/server-plugin-response-cache') as { default: ResponseCache };
  const writes = new Map<string, number>();
  const cache = loaded.default({
    extraCacheKeyData: async ({ request: { variables } }) => writes.get(variables?.email ?? '') ?? 0,
  });
  const counting = {
    requestDidStart: async () => ({
      async willSendResponse({ operation, request: { variables } }: Request) {
        if (operation?.operation !== 'mutation') return;
        for (const { email } of variables?.contacts ?? []) writes.set(email, (writes.get(email) ?? 0) + 1);
      },
    }),
  };
  return [cache, counting];
}
