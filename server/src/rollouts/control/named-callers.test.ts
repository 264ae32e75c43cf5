import { expect, it } from 'vitest';
import { callerHash } from '../model/index.js';
import { namedCallers } from './named-callers.js';

const ada = { tenant: 'acme', client: 'web', user: 'ada/x', scopes: new Set<string>(), apiMajor: 2 };
const nobody = { tenant: 'acme', client: 'web', scopes: new Set<string>(), apiMajor: 2 };

it('callers are named by their tenant, and by what the rollout tells apart', () => {
  expect(namedCallers(['acme/ada/x'], 'user')).toContain(callerHash(ada, 'user'));
  expect(namedCallers(['acme/web'], 'user')).toContain(callerHash(nobody, 'user'));
  expect(namedCallers(['acme/web'], 'client')).toEqual([callerHash(ada, 'client')]);
  expect(namedCallers(['acme'], 'tenant')).toEqual([callerHash(ada, 'tenant')]);
});

it('a hash stays as it is', () => {
  const hash = callerHash(ada, 'user');
  expect(namedCallers([hash], 'user')).toEqual([hash]);
});
