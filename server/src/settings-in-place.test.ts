import { expect, it } from 'vitest';
import { parseConfiguration } from './config/index.js';
import { settingsInPlace } from './settings-in-place.js';

const parse = (settings: string) =>
  parseConfiguration(`connectors: {}\ntenants: {}\n${settings}`, { file: 'a.yaml', env: {} });

it('takes over what a composition is made of', () => {
  const next = parse('limits: { cost: 7 }\ncache: { staleIfErrorMs: 5 }');
  expect(settingsInPlace(parse(''), next)).toEqual({ configuration: next, later: [] });
});

it('leaves what is there once a process as it is, and names it', () => {
  const running = parse('server: { port: 4000 }\nredisUrl: redis://one');
  const next = parse(
    [
      'server: { port: 4001, workers: 2 }',
      'mode: development',
      'cache: { maxBytes: 5000, staleIfErrorMs: 5 }',
      'resilience: { retries: 0, quotas: { gateways: 3 } }',
    ].join('\n'),
  );
  const { configuration, later } = settingsInPlace(running, next);
  expect(later).toEqual([
    'server.port',
    'server.workers',
    'cache.maxBytes',
    'resilience.quotas.gateways',
    'mode',
    'redisUrl',
  ]);
  expect(configuration).toMatchObject({
    server: running.server,
    mode: 'production',
    redisUrl: 'redis://one',
    cache: { maxBytes: running.cache.maxBytes, staleIfErrorMs: 5 },
    resilience: { retries: 0, quotas: { gateways: running.resilience.quotas.gateways } },
  });
});
