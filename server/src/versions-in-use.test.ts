import { expect, it } from 'vitest';
import type { ConnectorChoice } from './connectors/index.js';
import type { Assignment } from './rollouts/model/index.js';
import { wantedVersions } from './versions-in-use.js';

const connector = (version: string) => ({ id: 'crm', version }) as ConnectorChoice['stable'];
const kept = (stable: string, candidate: string | null): ReadonlyMap<string, ConnectorChoice> =>
  new Map([
    [
      'crm',
      {
        id: 'crm',
        stable: connector(stable),
        candidate: candidate === null ? null : { connector: connector(candidate), weight: 5 },
      },
    ],
  ]);
const assignment = { connector: 'crm', stable: '1.0.0', candidate: '2.1.0', weight: 25 } as Assignment;
const configured = {
  connectors: { crm: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 5, stickyBy: 'user' as const } } },
};

it('are the configuration’s ranges where no rollout says otherwise', () => {
  expect(wantedVersions(configured, [], null)).toEqual(configured.connectors);
});

it('are the exact versions of a rollout', () => {
  expect(wantedVersions(configured, [assignment], null)).toEqual({
    crm: { version: '1.0.0', candidate: { version: '2.1.0', weight: 25 } },
  });
});

it('are those that are loaded where nothing else is to change', () => {
  expect(wantedVersions(configured, [], kept('1.0.0', '2.0.0'))).toMatchObject({
    crm: { version: '1.0.0', candidate: { version: '2.0.0', weight: 5 } },
  });
  expect(wantedVersions(configured, [], kept('1.0.0', '3.0.0'))).toMatchObject({
    crm: { version: '1.0.0', candidate: { version: '^2.0.0' } },
  });
});
