export const OBJECT_TYPES = ['contacts', 'companies', 'deals'] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

export interface PropertyDefinition {
  type: 'string' | 'number' | 'datetime' | 'bool';
  readOnly?: true;
  /** Looked at by a search's `query`. */
  searchable?: true;
  options?: readonly string[];
}

export interface ObjectDefinition {
  singular: 'contact' | 'company' | 'deal';
  properties: ReadonlyMap<string, PropertyDefinition>;
  /** Answered when a request names no properties. */
  defaults: readonly string[];
  /** Answered with every request. */
  always: readonly string[];
  modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
}

const text: PropertyDefinition = { type: 'string' };
const searchable: PropertyDefinition = { type: 'string', searchable: true };
const instant: PropertyDefinition = { type: 'datetime' };
const systemInstant: PropertyDefinition = { type: 'datetime', readOnly: true };
const objectId: PropertyDefinition = { type: 'number', readOnly: true };

const LIFECYCLE_STAGES = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
];

/** The part of HubSpot's default properties that the sandbox knows. */
export const OBJECTS: Readonly<Record<ObjectType, ObjectDefinition>> = {
  contacts: {
    singular: 'contact',
    properties: new Map<string, PropertyDefinition>([
      ['email', searchable],
      ['firstname', searchable],
      ['lastname', searchable],
      ['phone', searchable],
      ['mobilephone', searchable],
      ['lifecyclestage', { type: 'string', options: LIFECYCLE_STAGES }],
      ['hs_analytics_source', text],
      ['associatedcompanyid', { type: 'number' }],
      ['hubspot_owner_id', text],
      ['createdate', systemInstant],
      ['lastmodifieddate', systemInstant],
      ['hs_object_id', objectId],
      ['hs_lifecyclestage_marketingqualifiedlead_date', systemInstant],
      ['hs_lifecyclestage_salesqualifiedlead_date', systemInstant],
      ['hs_searchable_calculated_phone_number', { type: 'string', readOnly: true, searchable: true }],
    ]),
    defaults: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    always: ['createdate', 'hs_object_id', 'lastmodifieddate'],
    modifiedProperty: 'lastmodifieddate',
  },
  companies: {
    singular: 'company',
    properties: new Map<string, PropertyDefinition>([
      ['name', searchable],
      ['domain', searchable],
      ['createdate', systemInstant],
      ['hs_lastmodifieddate', systemInstant],
      ['hs_object_id', objectId],
    ]),
    defaults: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    always: ['createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    modifiedProperty: 'hs_lastmodifieddate',
  },
  deals: {
    singular: 'deal',
    properties: new Map<string, PropertyDefinition>([
      ['dealname', searchable],
      ['amount', { type: 'number' }],
      ['deal_currency_code', text],
      ['dealstage', text],
      ['pipeline', text],
      ['closedate', instant],
      ['hs_is_closed_won', { type: 'bool', readOnly: true }],
      ['createdate', systemInstant],
      ['hs_lastmodifieddate', systemInstant],
      ['hs_object_id', objectId],
    ]),
    defaults: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    always: ['createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    modifiedProperty: 'hs_lastmodifieddate',
  },
};
