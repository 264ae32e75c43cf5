import { readFile } from 'node:fs/promises';
import { isIntrospectionType, isSpecifiedScalarType } from 'graphql';
import { expect, it } from 'vitest';
import { buildGraph } from '../graph/index.js';
import { printView } from '../operation/index.js';
import { adminSchema } from './admin-schema.js';

it('holds nothing of the public graph, nor the public graph anything of it', async () => {
  const [admins, publics] = [await adminSchema(), await buildGraph()];
  const own = (schema: typeof admins) =>
    new Set(
      Object.values(schema.getTypeMap()).filter(
        (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && type.name !== 'DateTimeISO',
      ),
    );
  const shared = [...own(admins)].filter((type) => own(publics).has(type));
  expect(shared.map(({ name }) => name)).toEqual([]);
  const names = (schema: typeof admins) => [...own(schema)].map(({ name }) => name).sort();
  expect(names(admins).filter((name) => /Contact|Customer|Deal|Bulk/.test(name))).toEqual([]);
  expect(names(publics).filter((name) => /Rollout|Breaker|Quota|Audit|Evidence|Gate/.test(name))).toEqual([]);
  expect(Object.keys(admins.getQueryType()?.getFields() ?? {}).sort()).toEqual([
    'audit',
    'breakers',
    'callersPerVersion',
    'comparison',
    'connectors',
    'plannedRollout',
    'quotas',
    'rollout',
    'rolloutDrift',
    'rollouts',
  ]);
  expect(Object.keys(publics.getMutationType()?.getFields() ?? {})).not.toContain('startRollout');
  expect(publics.getSubscriptionType()).toBeUndefined();
});

it('leaves the public graph as it is released, though built before it', async () => {
  await adminSchema();
  const released = await readFile(new URL('../../../schema/v2.graphql', import.meta.url), 'utf8');
  expect(await printView(2)).toBe(released);
});

it('has a description for every type', async () => {
  const types = Object.values((await adminSchema()).getTypeMap()).filter((type) => !isIntrospectionType(type));
  const roots = ['Query', 'Mutation', 'Subscription'];
  expect(
    types.filter(({ name, description }) => !description && !roots.includes(name)).map(({ name }) => name),
  ).toEqual([]);
});
