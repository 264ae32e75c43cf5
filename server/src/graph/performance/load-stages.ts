import type { ContactRecord, Sourced, StageChangesInput } from '@selvedge/schema';
import { groupByPerson } from './people.js';
import type { ReportQuery } from './report-query.js';
import { channelOf } from './sales.js';
import type { Fact } from './tally.js';

type Contact = Sourced<ContactRecord>;

/**
 * People who became marketing or sales qualified in the range. Who did in several CRMs is counted once, where it was
 * first: on that day, in the channel that first brought the contact there.
 */
export async function loadStages(query: ReportQuery): Promise<Fact[]> {
  const [marketing, sales] = await Promise.all([
    changes('MARKETING_QUALIFIED_LEAD', query),
    changes('SALES_QUALIFIED_LEAD', query),
  ]);
  return [
    ...countPeople(marketing, (contact) => contact.becameMarketingQualifiedAt, 'marketingQualified', query),
    ...countPeople(sales, (contact) => contact.becameSalesQualifiedAt, 'salesQualified', query),
  ];
}

async function changes(
  stage: StageChangesInput['stage'],
  { instants, offering, load }: ReportQuery,
): Promise<Contact[]> {
  const lists = await Promise.all(
    offering('contact.stageChanges').map((connector) =>
      load('contact.stageChanges', connector, { stage, ...instants }),
    ),
  );
  return lists.flatMap((contacts) => contacts ?? []);
}

function countPeople(
  contacts: readonly Contact[],
  reachedAt: (contact: Contact) => string | null,
  count: 'marketingQualified' | 'salesQualified',
  { calendar }: ReportQuery,
): Fact[] {
  return groupByPerson(contacts).flatMap((person) => {
    const [first] = person
      .flatMap((contact) => {
        const at = reachedAt(contact);
        return at === null ? [] : [{ contact, at: Date.parse(at) }];
      })
      .toSorted((one, other) => one.at - other.at);
    if (first === undefined) return [];
    return [{ date: calendar.dateOf(first.at), channel: channelOf(first.contact), [count]: 1 }];
  });
}
