import type { Connector } from '@selvedge/connector-api';
import { expect, it } from 'vitest';
import { changedCoordinates } from './changed-coordinates.js';

type Declared = Pick<Connector, 'changes' | 'personalData'> & {
  capabilities?: Record<string, Record<string, readonly string[]> | null>;
  jobs?: readonly string[];
};

function version(version: string, { capabilities = {}, jobs = [], ...rest }: Declared) {
  const implementations = Object.entries(capabilities).map(([name, fieldSets]) => [
    name,
    { maxBatch: 1, run: async () => [], ...(fieldSets === null ? {} : { fieldSets }) },
  ]);
  const definition = {
    id: 'crm',
    capabilities: Object.fromEntries(implementations),
    jobs: Object.fromEntries(jobs.map((job) => [job, {}])),
    ...rest,
  };
  return { version, definition: definition as unknown as Connector };
}

it('is nothing where both do the same, and where the candidate does more', () => {
  const same = { capabilities: { 'contact.byId': { card: ['emails'] } }, personalData: ['Contact.emails'] };
  const more = {
    capabilities: { ...same.capabilities, 'contact.page': null },
    personalData: ['Contact.emails', 'Contact.phones'],
  };
  expect(changedCoordinates(version('1.0.0', same), version('2.0.0', more))).toEqual([]);
});

it('names capabilities, jobs and fields that the candidate lacks', () => {
  const stable = version('1.0.0', {
    capabilities: {
      'contact.byId': { card: ['emails', 'phones'] },
      'deal.byId': { all: ['amount'] },
      'audience.page': null,
    },
    jobs: ['audienceMember.import'],
    personalData: ['Contact.emails', 'AudienceMember.phones'],
  });
  const candidate = version('2.0.0', {
    capabilities: { 'contact.byId': { card: ['emails'] }, 'contact.page': { all: ['emails'] }, 'deal.byId': null },
    personalData: ['Contact.emails'],
  });
  expect(changedCoordinates(stable, candidate)).toEqual([
    'AudienceMember.phones',
    'Contact.phones',
    'audience.page',
    'job audienceMember.import',
  ]);
});

it('takes no silence for a lack', () => {
  const stable = version('1.0.0', { personalData: ['Contact.emails'] });
  expect(changedCoordinates(stable, version('2.0.0', {}))).toEqual([]);
});

it('adds up what each version on the way has changed, forth and back', () => {
  const changes = { '2.0.0': ['Contact.phones'], '2.1.0': ['person.erase'], '3.0.0': ['Deal.amount'] };
  const [one, two, three] = [version('1.4.0', {}), version('2.1.0', { changes }), version('3.0.0', { changes })];
  expect(changedCoordinates(one, two)).toEqual(['Contact.phones', 'person.erase']);
  expect(changedCoordinates(two, three)).toEqual(['Deal.amount']);
  expect(changedCoordinates(three, one)).toEqual(['Contact.phones', 'Deal.amount', 'person.erase']);
});
