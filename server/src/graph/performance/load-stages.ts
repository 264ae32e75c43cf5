import type { ContactRecord, Sourced, StageChangesInput } from '@selvedge/schema';
import type { ReportQuery } from './report-query.js';
import type { Fact } from './tally.js';

/** People who became marketing or sales qualified in the range, on that day, in the channel that first brought them. */
export async function loadStages(query: ReportQuery): Promise<Fact[]> {
  const [marketing, sales] = await Promise.all([
    changes('MARKETING_QUALIFIED_LEAD', query),
    changes('SALES_QUALIFIED_LEAD', query),
  ]);
  return [
    ...marketing.flatMap((contact) => fact(contact, contact.becameMarketingQualifiedAt, 'marketingQualified', query)),
    ...sales.flatMap((contact) => fact(contact, contact.becameSalesQualifiedAt, 'salesQualified', query)),
  ];
}

async function changes(
  stage: StageChangesInput['stage'],
  { instants, offering, load }: ReportQuery,
): Promise<Sourced<ContactRecord>[]> {
  const lists = await Promise.all(
    offering('contact.stageChanges').map((connector) =>
      load('contact.stageChanges', connector, { stage, ...instants }),
    ),
  );
  return lists.flatMap((contacts) => contacts ?? []);
}

function fact(
  { originalSource }: ContactRecord,
  at: string | null,
  count: 'marketingQualified' | 'salesQualified',
  { calendar }: ReportQuery,
): Fact[] {
  if (at === null) return [];
  return [{ date: calendar.dateOf(Date.parse(at)), channel: originalSource ?? 'DIRECT', [count]: 1 }];
}
