import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.js';
import { hasPostgres, type PostgresServer, startPostgresServer } from '../postgres-server.fixture.js';
import { aRollout, aStep } from '../rollout.fixture.js';

describe.skipIf(!hasPostgres)('a PostgreSQL that crashes', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server.remove());

  it('has lost nothing when it is back, and tells of changes again', async () => {
    const url = await server.createDatabase('crashing');
    const troubles: string[] = [];
    const one = await openStore({
      location: { kind: 'postgres', url },
      onTrouble: (message) => troubles.push(message),
    });
    const two = await openStore({ location: { kind: 'postgres', url } });
    const { rollout, first } = aRollout('r1');
    await one.rollouts.create(rollout, first, null);
    let woken = Promise.withResolvers<void>();
    one.changes.watch(() => woken.resolve());
    await woken.promise;

    await server.crash();
    await expect(two.rollouts.append(aStep('r1', 2), {})).rejects.toThrow();
    await server.start();
    await two.rollouts.append(aStep('r1', 2), {});

    while ((await one.rollouts.find('r1'))?.revision !== 2) {
      woken = Promise.withResolvers();
      await woken.promise;
    }
    expect(await one.rollouts.history('r1')).toEqual([first, aStep('r1', 2)]);
    while (!troubles.includes('The store tells of changes again.')) await new Promise(setImmediate);
    expect(troubles.join('\n')).toMatch(/The store does not tell of changes \(.+\); they are looked for\./);
    await Promise.all([one.close(), two.close()]);
  });

  it('is told apart from one that is not there, without the password', async () => {
    const opening = openStore({ location: { kind: 'postgres', url: 'postgres://ada:s3cret@127.0.0.1:1/store' } });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'STORE_UNUSABLE' });
    expect(String(error)).toMatch(/Expected a PostgreSQL at postgres:\/\/127\.0\.0\.1:1\/store .*ECONNREFUSED/);
    expect(String(error)).not.toContain('s3cret');
  });
});
