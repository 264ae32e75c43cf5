import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

/** Audits that do not pass yet, by id. None may be a MUST. */
const NOT_YET: readonly string[] = [];

let system: System;
beforeAll(async () => {
  system = await startSystem({ sandbox: { people: 20, companies: 4, deals: 8 } });
});
afterAll(() => system.close());

describe.each([1, 2])('/v%i/graphql speaks GraphQL over HTTP', (major) => {
  // The audits' names do not depend on where they run.
  const audits: readonly Audit[] = serverAudits({ url: () => `${system.gateway.url}/v${major}/graphql` });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, audit) => {
    const { status, ...rest } = await audit.fn();
    const reason = 'reason' in rest ? rest.reason : '';
    if (NOT_YET.includes(audit.id)) {
      expect(status, `${audit.id} passes: take it off the list`).not.toBe('ok');
      expect(audit.name).not.toMatch(/^MUST\b/);
    } else {
      expect(status, `${audit.id}: ${reason}`).toBe('ok');
    }
  });
});
