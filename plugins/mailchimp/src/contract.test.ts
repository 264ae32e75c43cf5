import { createHash } from 'node:crypto';
import { describeConnector } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox, type World } from '@selvedge/sandbox';
import mailchimp from './index.js';
import { problem } from './testing/fake-mailchimp.js';

let sandbox: Sandbox;

describeConnector({
  connector: mailchimp,
  version: '1.1.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 60 });
    return {
      baseUrl: sandbox.baseUrl('mailchimp'),
      credential: 'sandbox-default-us1',
      settings: {},
      stop: () => sandbox.close(),
    };
  },
  samples: () => {
    const { world } = sandbox;
    const members = membersOf(world);
    const [largest] = [...Map.groupBy(members, ({ listId }) => listId)].sort(([, a], [, b]) => b.length - a.length);
    if (largest === undefined) throw new Error('The sandbox must have an audience with members.');
    const [audienceId, itsMembers] = largest;
    const addresses = [...new Set(members.map(({ email }) => email.toLowerCase()))];
    const reports = new Map(
      world.mailings.filter(({ sentAt }) => sentAt !== null).map((sent) => [sent.uniqueOpens, sent]),
    );
    return {
      'audience.byId': { present: world.audiences.map(({ id }) => id), missing: (n) => `none${n}` },
      'audience.page': { input: {}, total: world.audiences.length },
      'audienceMember.byId': {
        present: members.slice(0, 5).map(({ listId, email }) => `${listId}:${md5(email)}`),
        missing: (n) => `${audienceId}:${md5(`nobody${n}@example.org`)}`,
      },
      'audienceMember.byEmail': {
        present: addresses.slice(0, 5),
        missing: (n) => `nobody${n}@example.org`,
      },
      'audienceMember.page': {
        input: { audienceId },
        total: new Set(itsMembers.map(({ email }) => md5(email))).size,
      },
      'emailCampaign.byId': { present: world.mailings.slice(0, 5).map(({ id }) => id), missing: (n) => `none${n}` },
      'emailCampaign.page': { input: {}, total: world.mailings.length },
      'emailCampaign.statistics': { present: [...reports.values()].map(({ id }) => id), missing: (n) => `none${n}` },
      'consent.byEmail': {
        present: addresses.slice(0, 3),
        missing: (n) => `nobody${n}@example.org`,
      },
      'person.erase': { present: addresses.slice(-2).map((email) => ({ email })) },
      'audienceMember.upsert': {
        writes: ['new-one', 'new-two'].map((name) => ({ audienceId, email: `${name}@example.org`, givenName: name })),
        refused: { audienceId, email: 'no address' },
      },
      'job audienceMember.import': {
        inputs: ['imported-one', 'imported-two'].map((name) => ({ audienceId, email: `${name}@example.org` })),
        refused: { audienceId, email: 'no address' },
      },
    };
  },
  failures: [
    { title: 'a refused key', answer: problemAnswer(401, 'API Key Invalid'), expected: { class: 'reauthenticate' } },
    { title: 'a wrong data centre', answer: problemAnswer(403, 'Wrong Datacenter'), expected: { class: 'invalid' } },
    {
      title: 'too many connections',
      answer: problemAnswer(429, 'Too Many Requests'),
      expected: { class: 'throttled' },
    },
  ],
});

/** The memberships that Mailchimp knows: of people it knows. */
function membersOf(world: World): { listId: string; email: string }[] {
  return world.memberships.flatMap(({ audienceIndex, personIndex }) => {
    const audience = world.audiences.find(({ index }) => index === audienceIndex);
    const person = world.people.find(({ index }) => index === personIndex);
    return audience && person?.mailchimp ? [{ listId: audience.id, email: person.mailchimp.email }] : [];
  });
}

function md5(email: string): string {
  return createHash('md5').update(email.toLowerCase()).digest('hex');
}

function problemAnswer(status: number, title: string) {
  return { status, body: problem(status, title).body };
}
