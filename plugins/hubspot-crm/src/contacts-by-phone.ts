import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { ContactRecord } from '@selvedge/schema';
import type { Paths } from './paths.js';
import { FORMS_PER_NUMBER, isSameNumber, searchForms } from './phone-match.js';
import { CONTACT_PROPERTIES, contactOf } from './records.js';
import { search } from './search.js';

/** Most values of an IN filter. */
const FILTER_VALUES = 100;
const PAGE = 200;

/**
 * Contacts by phone number. HubSpot indexes numbers without punctuation and not always with their country code, so
 * the search is wide and its results are compared. Of several contacts with one number the last updated answers.
 */
export const contactsByPhone = (paths: Paths): CapabilityImplementation<'contact.byPhone'> => ({
  maxBatch: Math.floor(FILTER_VALUES / FORMS_PER_NUMBER),
  run: async (numbers, call) => {
    const found: ContactRecord[] = [];
    let after: string | null = null;
    do {
      const page = await search(call, {
        objects: paths.objects('contacts'),
        properties: CONTACT_PROPERTIES,
        filters: [
          {
            propertyName: 'hs_searchable_calculated_phone_number',
            operator: 'IN',
            values: [...new Set(numbers.flatMap(searchForms))],
          },
        ],
        limit: PAGE,
        after,
      });
      found.push(...page.results.map(({ id, properties }) => contactOf(id, properties)));
      after = page.paging?.next?.after ?? null;
    } while (after !== null);
    found.sort((one, other) => (other.updatedAt ?? '').localeCompare(one.updatedAt ?? ''));
    return numbers.map(
      (digits) => found.find(({ phones }) => phones.some(({ number }) => isSameNumber(number, digits))) ?? null,
    );
  },
});
