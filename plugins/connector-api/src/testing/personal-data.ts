import type { Batch, Connector } from '../connector.js';

/** Fields of canonical records that say who a person is or how to reach them, by kind. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  Contact: ['emails', 'givenName', 'familyName', 'phones'],
  AudienceMember: ['email', 'givenName', 'familyName', 'phones'],
  Owner: ['name', 'email'],
  Event: ['email'],
};

/** Names of fields as they came in answers, e.g. `Contact.emails`. */
export interface SeenFields {
  /** Those that are personal data, and were filled. */
  readonly personal: ReadonlySet<string>;
  /** All fields of records, filled or not. */
  readonly all: ReadonlySet<string>;
}

/** A connector that does the same, and what has been in its answers. */
export function watchPersonalData(connector: Connector): { connector: Connector; seen: SeenFields } {
  const seen = { personal: new Set<string>(), all: new Set<string>() };
  const watched = Object.entries(connector.capabilities).map(([name, implementation]) => {
    // What goes in is the capability's own matter.
    const run = implementation?.run as Batch<unknown, unknown>;
    const noting: Batch<unknown, unknown> = async (inputs, call) => {
      const answers = await run(inputs, call);
      note(answers, seen);
      return answers;
    };
    return [name, { ...implementation, run: noting }];
  });
  // The same names with the same shapes.
  const capabilities = Object.fromEntries(watched) as Connector['capabilities'];
  return { connector: { ...connector, capabilities }, seen };
}

/** Throws when a connector that says whose data it handles answers with more than that. */
export function checkPersonalData({ id, personalData }: Connector, { personal: seen }: SeenFields): void {
  if (personalData === undefined) return;
  const silent = [...seen].filter((field) => !personalData.includes(field));
  if (silent.length === 0) return;
  throw new Error(
    `Connector "${id}": expected "personalData" to name all that it answers with, but it also gives ${silent.join(', ')}. Add them, or leave them out of the answers.`,
  );
}

function note(value: unknown, seen: { personal: Set<string>; all: Set<string> }): void {
  if (Array.isArray(value)) {
    for (const each of value) note(each, seen);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const kind = 'kind' in value ? PERSONAL[String(value.kind)] : undefined;
  for (const [name, member] of Object.entries(value)) {
    if ('kind' in value) {
      const field = `${String(value.kind)}.${name}`;
      seen.all.add(field);
      if (kind?.includes(name) && isFilled(member)) seen.personal.add(field);
    }
    note(member, seen);
  }
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}
