import fastify from 'fastify';
import { beforeEach, describe, expect, test } from 'vitest';
import { INSTANCE_LIMITS, limitCalls } from './limits.js';
import { MarketoClient, refusal } from './marketo-client.fixture.js';
import { answerError } from './marketo-error.js';

let marketo: MarketoClient;
beforeEach(() => {
  marketo = new MarketoClient();
});

const READ = 'GET /leads.json?filterType=id&filterValues=13';

describe('the token', () => {
  test('ages: asked again, the same comes with what is left of its life', async () => {
    const first = await marketo.token();
    expect(first).toMatchObject({ token_type: 'bearer', expires_in: 3_600 });
    marketo.now += 3_000_000;
    expect(await marketo.token()).toEqual({ ...first, expires_in: 600 });
    marketo.now += 600_000;
    expect((await marketo.token()).access_token).not.toBe(first.access_token);
  });

  test('comes by POST with a form too, and to nobody with a wrong secret', async () => {
    const post = (secret: string) =>
      marketo.server.inject({
        method: 'POST',
        url: '/marketo/identity/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `grant_type=client_credentials&client_id=sandbox-demo&client_secret=${secret}`,
      });
    expect((await post('secret-sandbox-demo')).json()).toEqual(await marketo.token());
    expect((await post('wrong')).statusCode).toBe(401);
  });

  test('is taken from the header alone', async () => {
    const { access_token: token } = await marketo.token();
    expect(await marketo.call(READ, { authorization: `Bearer ${token}` })).toMatchObject({ json: { success: true } });
    expect(await marketo.call(`${READ}&access_token=${token}`, { authorization: '' })).toMatchObject(refusal('601'));
  });

  test('tells an unknown one from one that has ended', async () => {
    const authorization = `Bearer ${(await marketo.token()).access_token}`;
    expect(await marketo.call(READ, { authorization: 'Bearer oauth-sandbox-demo.9:int' })).toMatchObject(
      refusal('601'),
    );
    marketo.now += 3_600_000;
    expect(await marketo.call(READ, { authorization })).toMatchObject(refusal('602'));
  });

  test('ends when the sandbox is told so, and the next is another', async () => {
    const authorization = `Bearer ${(await marketo.token()).access_token}`;
    await marketo.server.inject({ method: 'POST', url: '/_tokens/expire', payload: { vendor: 'marketo' } });
    expect(await marketo.call(READ, { authorization })).toMatchObject(refusal('602'));
    expect(await marketo.call(READ)).toMatchObject({ json: { success: true } });
  });
});

describe('limits', () => {
  const times = async (count: number) => {
    const authorization = `Bearer ${(await marketo.token()).access_token}`;
    for (let made = 0; made < count; made += 1) await marketo.call(READ, { authorization });
  };

  test('100 calls in any 20 seconds, of one account', async () => {
    await times(100);
    expect(await marketo.call(READ)).toMatchObject(refusal('606'));
    expect(await marketo.call(READ, { account: 'other' })).toMatchObject({ json: { success: true } });
    marketo.now += 20_000;
    expect(await marketo.call(READ)).toMatchObject({ json: { success: true } });
  });

  test('ten requests at once', async () => {
    const authorization = `Bearer ${(await marketo.token()).access_token}`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => marketo.call(READ, { authorization })));
    const codes = answers.map(({ json }) => json.errors?.[0].code ?? 'ok');
    expect(codes.filter((code) => code === 'ok')).toHaveLength(10);
    expect(codes.filter((code) => code === '615')).toHaveLength(2);
    expect(await marketo.call(READ)).toMatchObject({ json: { success: true } });
  });

  test('a number of calls a day, which begins at midnight of Central Time', async () => {
    expect(INSTANCE_LIMITS.daily).toBe(50_000);
    // 2 February 2026 ends in Chicago at 06:00 UTC of the 3rd.
    let now = Date.UTC(2026, 1, 3, 5, 59, 58);
    const server = fastify();
    server.setErrorHandler(answerError);
    limitCalls(server, () => now, { ...INSTANCE_LIMITS, daily: 2 });
    server.get('/', async () => ({ success: true }));
    const codes = async () => (await server.inject('/')).json().errors?.[0].code ?? 'ok';
    expect([await codes(), await codes(), await codes()]).toEqual(['ok', 'ok', '607']);
    now += 1_999;
    expect(await codes()).toBe('607');
    now += 1;
    expect(await codes()).toBe('ok');
  });
});
