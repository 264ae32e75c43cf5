import { expect, it } from 'vitest';
import mailchimp from './index.js';
import { callTo } from './testing/fake-mailchimp.js';

const byId = mailchimp.capabilities['emailCampaign.byId']!;
const page = mailchimp.capabilities['emailCampaign.page']!;
const statistics = mailchimp.capabilities['emailCampaign.statistics']!;

const sent = {
  id: '42694e9e57',
  status: 'sent',
  create_time: '2026-03-01T09:00:00+00:00',
  send_time: '2026-03-02T09:00:00+00:00',
  recipients: { list_id: 'a1b2c3' },
  settings: { title: 'Spring', subject_line: 'It is spring' },
};

it('reads a campaign that was sent', async () => {
  const { call } = callTo({ '/3.0/campaigns/42694e9e57': { body: sent } });
  expect(await byId.run(['42694e9e57'], call)).toEqual([
    {
      kind: 'EmailCampaign',
      id: '42694e9e57',
      name: 'Spring',
      subject: 'It is spring',
      status: 'sent',
      audienceId: 'a1b2c3',
      sentAt: '2026-03-02T09:00:00.000Z',
      createdAt: '2026-03-01T09:00:00.000Z',
      updatedAt: null,
    },
  ]);
});

it('does not say that a scheduled campaign was sent', async () => {
  const { call } = callTo({ '/3.0/campaigns/42694e9e57': { body: { ...sent, status: 'schedule' } } });
  expect(await byId.run(['42694e9e57'], call)).toMatchObject([{ status: 'schedule', sentAt: null }]);
});

it('reads a draft without title, list and time', async () => {
  const draft = { id: 'd1', status: 'save', create_time: sent.create_time, send_time: '', settings: { title: '' } };
  const { call } = callTo({ '/3.0/campaigns/d1': { body: { ...draft, recipients: { list_id: '' } } } });
  expect(await byId.run(['d1'], call)).toMatchObject([{ name: null, subject: null, audienceId: null, sentAt: null }]);
});

it('gives null for a campaign that is not there', async () => {
  const { call } = callTo({});
  expect(await byId.run(['zz'], call)).toEqual([null]);
  expect(await byId.run([''], call)).toEqual([null]);
});

it('reads many campaigns, and many statistics, in one request each', async () => {
  const report = {
    emails_sent: 10,
    unsubscribed: 0,
    opens: { unique_opens: 4 },
    clicks: { unique_subscriber_clicks: 3 },
    bounces: { hard_bounces: 0, soft_bounces: 0 },
  };
  const { call, asked } = callTo({
    '/3.0/campaigns': { body: { campaigns: [sent, { ...sent, id: 'c2' }], total_items: 2 } },
    '/3.0/reports': { body: { reports: [{ ...report, id: 'c2' }], total_items: 1 } },
  });
  expect(await byId.run(['c2', 'zz', sent.id], call)).toMatchObject([{ id: 'c2' }, null, { id: sent.id }]);
  expect(await statistics.run([sent.id, 'c2'], call)).toMatchObject([null, { sent: 10, bounced: 0 }]);
  expect(asked.map((url) => url.pathname)).toEqual(['/3.0/campaigns', '/3.0/reports']);
});

it('pages through campaigns, and refuses a search that the vendor does not have', async () => {
  const { call } = callTo({ '/3.0/campaigns': { body: { campaigns: [sent], total_items: 1 } } });
  expect(await page.run([{ first: 10, after: null }], call)).toMatchObject([{ items: [{ id: sent.id }], next: null }]);
  expect(await page.run([{ first: 10, after: null, query: 'x' }], call)).toMatchObject([
    { failure: { class: 'invalid' } },
  ]);
});

it('counts people who clicked, not their clicks on each link, and all kinds of bounces', async () => {
  const report = {
    id: sent.id,
    emails_sent: 100,
    unsubscribed: 2,
    opens: { opens_total: 90, unique_opens: 60 },
    clicks: { clicks_total: 30, unique_clicks: 25, unique_subscriber_clicks: 20 },
    bounces: { hard_bounces: 3, soft_bounces: 4, syntax_errors: 1 },
  };
  const { call } = callTo({ [`/3.0/reports/${sent.id}`]: { body: report } });
  expect(await statistics.run([sent.id], call)).toEqual([
    { sent: 100, uniqueOpens: 60, uniqueClicks: 20, unsubscribed: 2, bounced: 8 },
  ]);
});

it('has no statistics of a campaign without a report', async () => {
  const { call } = callTo({});
  expect(await statistics.run(['d1'], call)).toEqual([null]);
});
