import { expect, it } from 'vitest';
import { callerHash } from '../model/index.js';
import { hashesOf } from './named-callers.js';

const ada = { tenant: 'acme', client: 'web', user: 'ada/x', scopes: new Set<string>(), apiMajor: 2 };
const nobody = { tenant: 'acme', client: 'web', scopes: new Set<string>(), apiMajor: 2 };

it('callers are named by their tenant, and by what the rollout tells apart', () => {
  expect(hashesOf('acme/ada/x', 'user')).toContain(callerHash(ada, 'user'));
  expect(hashesOf('acme/web', 'user')).toContain(callerHash(nobody, 'user'));
  expect(hashesOf('acme/web', 'client')).toEqual([callerHash(ada, 'client')]);
  expect(hashesOf('acme', 'tenant')).toEqual([callerHash(ada, 'tenant')]);
});

it('a hash stays as it is', () => {
  const hash = callerHash(ada, 'user');
  expect(hashesOf(hash, 'user')).toEqual([hash]);
});
