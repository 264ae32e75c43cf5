export const OBJECT_TYPES = ['Account', 'Contact', 'Lead', 'Opportunity', 'OpportunityContactRole', 'User'] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

export interface FieldDefinition {
  type: 'id' | 'string' | 'email' | 'boolean' | 'date' | 'datetime' | 'double';
  /** Most characters that may be written; a field without it is read only. */
  writable?: number;
  required?: true;
  /** Unique, in any case, and good for upserts. */
  externalId?: true;
}

export interface ObjectDefinition {
  type: ObjectType;
  prefix: string;
  /** Whether the integration user may write it. */
  writable: boolean;
  fields: ReadonlyMap<string, FieldDefinition>;
}

const id: FieldDefinition = { type: 'id' };
const text: FieldDefinition = { type: 'string' };
const flag: FieldDefinition = { type: 'boolean' };
const instant: FieldDefinition = { type: 'datetime' };
const upTo = (writable: number): FieldDefinition => ({ type: 'string', writable });

const system = { Id: id, IsDeleted: flag, CreatedDate: instant, LastModifiedDate: instant, SystemModstamp: instant };
const person = {
  ...system,
  Name: text,
  FirstName: upTo(40),
  LastName: { ...upTo(80), required: true },
  Email: { type: 'email', writable: 80 },
  Phone: upTo(40),
  MobilePhone: upTo(40),
  LeadSource: upTo(255),
  OwnerId: id,
  MQL_Date__c: instant,
  SQL_Date__c: instant,
} satisfies Record<string, FieldDefinition>;

/** The part of Salesforce's standard fields that the sandbox knows, and three custom ones. */
export const OBJECTS: Readonly<Record<ObjectType, ObjectDefinition>> = {
  Account: definition('Account', '001', false, { ...system, Name: text, Website: text, OwnerId: id }),
  Contact: definition('Contact', '003', true, {
    ...person,
    AccountId: id,
    Email_Key__c: { ...upTo(80), externalId: true },
  }),
  Lead: definition('Lead', '00Q', true, {
    ...person,
    Company: { ...upTo(255), required: true },
    Status: text,
    IsConverted: flag,
    ConvertedContactId: id,
  }),
  Opportunity: definition('Opportunity', '006', false, {
    ...system,
    Name: text,
    AccountId: id,
    OwnerId: id,
    Amount: { type: 'double' },
    CurrencyIsoCode: text,
    StageName: text,
    CloseDate: { type: 'date' },
    IsClosed: flag,
    IsWon: flag,
  }),
  OpportunityContactRole: definition('OpportunityContactRole', '00K', false, {
    ...system,
    OpportunityId: id,
    ContactId: id,
    Role: text,
    IsPrimary: flag,
  }),
  User: definition('User', '005', false, {
    ...system,
    Name: text,
    FirstName: text,
    LastName: text,
    Email: text,
    Username: text,
    IsActive: flag,
  }),
};

/** A type by its name in any case, as Salesforce takes names. */
export function objectNamed(name: string): ObjectDefinition | undefined {
  const type = OBJECT_TYPES.find((known) => known.toLowerCase() === name.toLowerCase());
  return type && OBJECTS[type];
}

/** A field's own name, given it in any case. */
export function fieldNamed({ fields }: ObjectDefinition, name: string): string | undefined {
  if (fields.has(name)) return name;
  return [...fields.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
}

function definition(
  type: ObjectType,
  prefix: string,
  writable: boolean,
  fields: Readonly<Record<string, FieldDefinition>>,
): ObjectDefinition {
  return { type, prefix, writable, fields: new Map(Object.entries(fields)) };
}
