import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, runServer } from './running-server.fixture.js';

let server: RunningServer;
beforeAll(async () => {
  server = await runServer();
});
afterAll(() => server.http.close());

describe.each(['/v2/graphql', '/graphql'])('GraphQL over HTTP at %s', (path) => {
  const audits = serverAudits({ url: () => server.url + path });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
