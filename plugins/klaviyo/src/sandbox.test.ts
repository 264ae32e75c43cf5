import { vendorFetch } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import klaviyo from './index.js';

let now = Date.parse('2026-11-23T10:00:00Z');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 120, companies: 5, deals: 60, quotas: false, now: () => now });
});
afterAll(() => sandbox.close());

function callTo(account = 'default') {
  const credential = `pk_sandbox_${account}`;
  const fetch = vendorFetch({ connector: klaviyo, baseUrl: sandbox.baseUrl('klaviyo'), credential });
  return { fetch, settings: {}, signal: new AbortController().signal };
}

it('imports members into a list, and says which were refused once the job is done', async () => {
  const importing = klaviyo.jobs!['audienceMember.import']!;
  const audienceId = sandbox.world.klaviyo.lists[0]?.id ?? '';
  const inputs = [
    { audienceId, email: 'New.One@Example.org', givenName: 'New' },
    { audienceId, email: 'new.two@example.org', phone: '020 7946 0000' },
    { audienceId: null, email: 'new.three@example.org', phone: '+15005550006' },
  ];
  const reference = await importing.start(inputs, callTo());
  expect(await importing.poll(reference, inputs, callTo())).toMatchObject({ state: 'running' });
  now += 1_000;
  expect(await importing.poll(reference, inputs, callTo())).toMatchObject({
    state: 'finished',
    outcomes: [
      { id: null, created: null },
      { failure: { class: 'invalid', message: expect.stringContaining('phone_number') } },
      { id: null, created: null },
    ],
  });
  const [found, , other] = await klaviyo.capabilities['audienceMember.byEmail']!.run(
    inputs.map(({ email }) => email),
    callTo(),
  );
  expect([found, other]).toMatchObject([[{ givenName: 'New' }], [{ phones: [{ number: '+15005550006' }] }]]);
});

it('erases whom it finds, tells whom it does not, and the person is gone', async () => {
  const [, person] = sandbox.world.klaviyo.profiles;
  const email = person?.email ?? '';
  const erase = klaviyo.capabilities['person.erase']!;
  expect(await erase.run([{ email: email.toUpperCase() }], callTo())).toMatchObject([
    { status: 'accepted', ids: [person?.id] },
  ]);
  expect(await klaviyo.capabilities['audienceMember.byEmail']!.run([email], callTo())).toEqual([[]]);
  expect(await erase.run([{ email }], callTo())).toEqual([{ status: 'not-found', ids: [], note: null }]);
});

it('counts what became of each campaign as the world has it, and nothing of those not sent', async () => {
  const { campaigns } = sandbox.world.klaviyo;
  const statistics = await klaviyo.capabilities['emailCampaign.statistics']!.run(
    campaigns.map(({ id }) => id),
    callTo(),
  );
  expect(statistics).toEqual(
    campaigns.map((campaign) =>
      campaign.status === 'Sent'
        ? {
            sent: campaign.recipients,
            uniqueOpens: campaign.opensUnique,
            uniqueClicks: campaign.clicksUnique,
            unsubscribed: campaign.unsubscribed,
            bounced: campaign.bounced,
          }
        : null,
    ),
  );
});

it('reads a campaign with its subject, its list and the time it was sent, if it was', async () => {
  const { campaigns } = sandbox.world.klaviyo;
  const records = await klaviyo.capabilities['emailCampaign.byId']!.run(
    campaigns.map(({ id }) => id),
    callTo(),
  );
  expect(records).toMatchObject(
    campaigns.map(({ id, subject, listId, status, sentAt }) => ({
      id,
      subject,
      audienceId: listId,
      sentAt: status === 'Sent' && sentAt !== null ? new Date(sentAt).toISOString() : null,
    })),
  );
});

it('asks for a new key when this one is refused', async () => {
  const fetch = vendorFetch({ connector: klaviyo, baseUrl: sandbox.baseUrl('klaviyo'), credential: 'pk_wrong' });
  const page = await klaviyo.capabilities['audience.page']!.run([{ first: 1, after: null }], { ...callTo(), fetch });
  expect(page).toMatchObject([{ failure: { class: 'reauthenticate' } }]);
});
