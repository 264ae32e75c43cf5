import type { Configuration } from './schema.js';

/** Pages that a developer serves on this machine, on whatever port. */
const LOCAL_PAGES = ['http://localhost:*', 'http://127.0.0.1:*'] as const;

/** Origins whose pages may ask from a browser; `:*` stands for any port. In production nobody's unless configured. */
export function allowedOrigins({ mode, server }: Pick<Configuration, 'mode' | 'server'>): readonly string[] {
  return server.allowedOrigins ?? (mode === 'production' ? [] : LOCAL_PAGES);
}
