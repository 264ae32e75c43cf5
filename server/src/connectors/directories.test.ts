import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { connectorDirectories } from './directories.js';

const own = fileURLToPath(new URL('../../node_modules', import.meta.url));

it('looks in the configured folder first, then upwards from where it runs and from the gateway', () => {
  const directories = connectorDirectories({ connectorsDirectory: '/etc/connectors' }, '/srv/app');
  expect(directories.slice(0, 4)).toEqual([
    '/etc/connectors',
    '/srv/app/node_modules',
    '/srv/node_modules',
    '/node_modules',
  ]);
  expect(directories).toContain(own);
  expect(new Set(directories).size).toBe(directories.length);
});

it('does without a configured folder', () => {
  expect(connectorDirectories({}, '/srv/app')[0]).toBe('/srv/app/node_modules');
});
