import { type Call, type Connector, oneByOne } from '@selvedge/connector-api';
import type { StageChangesInput } from '@selvedge/schema';
import { byId, contactById } from './by-id.js';
import { contactByEmail } from './contact-by-email.js';
import { personErase } from './erase.js';
import { COMPANY_FIELD_SETS, CONTACT_FIELD_SETS, DEAL_FIELD_SETS } from './field-sets.js';
import { companyFields, dealFields, OWNER_FIELDS, orgFields, PERSON_TYPES, personFields } from './fields.js';
import type { Generation } from './generation.js';
import { keysetPage } from './keyset-page.js';
import { neighbours } from './neighbours.js';
import { query } from './query.js';
import { companyOf, dealOf, ownerOf, personOf } from './records.js';
import { dateTime, firstDayFrom } from './soql.js';

/** All that an API version serves, but for `contact.upsert`. */
export function capabilitiesOf(generation: Generation) {
  const { readLimit } = generation;
  return {
    'contact.byId': contactById(generation),
    'contact.byEmail': contactByEmail(generation),
    'contact.page': {
      maxBatch: 1,
      fieldSets: CONTACT_FIELD_SETS,
      run: oneByOne((input, call) => keysetPage(input, call, generation, PERSON_TYPES.map(listedPeople(call)))),
    },
    'contact.idsByCompany': neighbours(generation, { of: 'Account', object: 'Contact', from: 'AccountId', to: 'Id' }),
    'contact.idsByDeal': neighbours(generation, {
      ...CONTACT_ROLES,
      of: 'Opportunity',
      from: 'OpportunityId',
      to: 'ContactId',
      order: 'IsPrimary DESC, ContactId',
    }),
    'contact.stageChanges': {
      maxBatch: 1,
      callsPerBatch: () => PERSON_TYPES.length,
      run: oneByOne(async (input, call) => {
        const changed = await Promise.all(PERSON_TYPES.map((type) => stageChanges(type, input, call, generation)));
        return changed.flat();
      }),
    },
    'company.byId': {
      maxBatch: readLimit,
      fieldSets: COMPANY_FIELD_SETS,
      run: byId(generation, { type: 'Account', fields: companyFields, mapping: () => companyOf }),
    },
    'company.page': {
      maxBatch: 1,
      fieldSets: COMPANY_FIELD_SETS,
      run: oneByOne((input, call) =>
        keysetPage(input, call, generation, [
          { type: 'Account', fields: companyFields(call), searched: ['Name', 'Website'], mapping: companyOf },
        ]),
      ),
    },
    'company.idsByDeal': neighbours(generation, { of: 'Opportunity', ...OPPORTUNITY, from: 'Id', to: 'AccountId' }),
    'deal.byId': {
      maxBatch: readLimit,
      fieldSets: DEAL_FIELD_SETS,
      run: byId(generation, { type: 'Opportunity', fields: dealFields, mapping: dealOf }),
    },
    'deal.page': {
      maxBatch: 1,
      fieldSets: DEAL_FIELD_SETS,
      run: oneByOne((input, call) =>
        keysetPage(input, call, generation, [
          { type: 'Opportunity', fields: dealFields(call), searched: ['Name'], mapping: dealOf(call) },
        ]),
      ),
    },
    'deal.idsByContact': neighbours(generation, {
      ...CONTACT_ROLES,
      of: 'Contact',
      from: 'ContactId',
      to: 'OpportunityId',
    }),
    'deal.idsByCompany': neighbours(generation, { of: 'Account', ...OPPORTUNITY, from: 'AccountId', to: 'Id' }),
    'deal.won': {
      maxBatch: 1,
      run: oneByOne(async ({ since, until }, call) => {
        const closed = `CloseDate >= ${firstDayFrom(since)} AND CloseDate < ${firstDayFrom(until)}`;
        const soql = `SELECT ${dealFields(call).join(',')} FROM Opportunity WHERE IsWon = true AND ${closed} ORDER BY Id`;
        return (await query(soql, call, generation)).map(dealOf(call));
      }),
    },
    'owner.byId': {
      maxBatch: readLimit,
      run: byId(generation, { type: 'User', fields: () => OWNER_FIELDS, mapping: () => ownerOf }),
    },
    'person.erase': personErase(generation),
  } satisfies Connector['capabilities'];
}

const OPPORTUNITY = { object: 'Opportunity' } as const;
const CONTACT_ROLES = { object: 'OpportunityContactRole' } as const;

type PersonType = (typeof PERSON_TYPES)[number];
const LIVE_LEADS = 'IsConverted = false';

function listedPeople(call: Call) {
  return (type: PersonType) => ({
    type,
    fields: personFields(type, call),
    searched: ['Name', 'Email'],
    ...(type === 'Lead' ? { only: LIVE_LEADS } : {}),
    mapping: personOf(type, call),
  });
}

async function stageChanges(
  type: PersonType,
  { stage, since, until }: StageChangesInput,
  call: Call,
  generation: Generation,
) {
  const { mqlDate, sqlDate } = orgFields(call);
  const field = stage === 'MARKETING_QUALIFIED_LEAD' ? mqlDate : sqlDate;
  const reached = `${field} >= ${dateTime(since)} AND ${field} < ${dateTime(until)}`;
  const only = type === 'Lead' ? ` AND ${LIVE_LEADS}` : '';
  const soql = `SELECT ${personFields(type, call).join(',')} FROM ${type} WHERE ${reached}${only} ORDER BY Id`;
  return (await query(soql, call, generation)).map(personOf(type, call));
}
