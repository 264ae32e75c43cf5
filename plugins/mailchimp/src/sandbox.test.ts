import { vendorFetch } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import mailchimp from './index.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 60 });
});
afterAll(() => sandbox?.close());

function callTo(credential = 'sandbox-default-us1') {
  const fetch = vendorFetch({ connector: mailchimp, baseUrl: sandbox.baseUrl('mailchimp'), credential });
  return { fetch, settings: {}, signal: new AbortController().signal };
}

it('finds every person that Mailchimp knows by address, with name, phone and link as kept there', async () => {
  for (const { mailchimp: spelling } of sandbox.world.people) {
    if (spelling === null) continue;
    const [found] = await mailchimp.capabilities['audienceMember.byEmail']!.run([spelling.email], callTo());
    for (const member of found as readonly unknown[]) {
      expect(member).toMatchObject({
        email: spelling.email,
        givenName: spelling.givenName || null,
        familyName: spelling.familyName || null,
        phones: spelling.phone === null ? [] : [{ number: spelling.phone }],
        links: spelling.hubspotLink === null ? [] : [{ connector: 'hubspot', id: String(spelling.hubspotLink) }],
      });
    }
  }
});

it('counts what became of each mailing as the world has it', async () => {
  const sent = sandbox.world.mailings.filter(({ sentAt }) => sentAt !== null);
  const found = await mailchimp.capabilities['emailCampaign.statistics']!.run(
    sent.map(({ id }) => id),
    callTo(),
  );
  expect(found).toEqual(
    sent.map((mailing) => ({
      sent: mailing.sent,
      uniqueOpens: mailing.uniqueOpens,
      uniqueClicks: mailing.uniqueClicks,
      unsubscribed: mailing.unsubscribed,
      bounced: mailing.hardBounces + mailing.softBounces,
    })),
  );
});

it('asks for a new key when this one is refused', async () => {
  const answers = await mailchimp.capabilities['audience.page']!.run([{ first: 1, after: null }], callTo('wrong-us1'));
  expect(answers).toMatchObject([{ failure: { class: 'reauthenticate' } }]);
});
