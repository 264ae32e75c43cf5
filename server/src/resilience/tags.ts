import {
  type CapabilityName,
  type CapabilityTraits,
  type InputOf,
  isOwnCapability,
  type OutputOf,
} from '@selvedge/schema';

interface Tagged {
  kind?: string;
  id?: string;
}

const KINDS: Readonly<Record<string, string>> = {
  contact: 'Contact',
  consent: 'Consent',
  owner: 'Owner',
  event: 'Event',
  company: 'Company',
  deal: 'Deal',
  audience: 'Audience',
  audienceMember: 'AudienceMember',
  emailCampaign: 'EmailCampaign',
  adCampaign: 'AdCampaign',
  adSet: 'AdSet',
  ad: 'Ad',
  performance: 'Performance',
};

/**
 * The entities an answer speaks of, absent ones included, so that a write drops what it made untrue:
 * `Contact:512`, `Contact/email:ada@example.org` for look-ups by e-mail, `Contact/*` for pages and lists.
 * They name entities, not versions: a write through one version drops the answers of all.
 */
export function tagsOf<C extends CapabilityName>(
  capability: C,
  shape: CapabilityTraits['shape'],
  input: InputOf<C>,
  value: unknown,
): readonly string[] {
  const [, operation = ''] = capability.split('.');
  const kind = kindOf(capability);
  const tags = new Set<string>(isOwnCapability(capability) ? [OWN] : []);
  if (operation === 'byId') tags.add(`${kind}:${String(input)}`);
  else if (operation === 'byEmail') tags.add(emailTag(kind, String(input)));
  else if (shape !== 'value') tags.add(`${kind}/*`);
  for (const record of recordsIn(shape, value)) {
    if (record.kind !== undefined && record.id !== undefined) tags.add(`${record.kind}:${record.id}`);
  }
  return [...tags];
}

/** The kind of record that a capability is about, e.g. `Contact`. */
export function kindOf(capability: CapabilityName): string {
  const [prefix = ''] = capability.split('.');
  return KINDS[prefix] ?? prefix;
}

/** Whatever capabilities of a connector's own answered: nobody knows which of it a write makes untrue. */
const OWN = '*/*';

/** What a write makes untrue. `output`: null when it failed or nobody knows how it ended; it may have happened. */
export function tagsOfWrite<C extends CapabilityName>(
  capability: C,
  input: InputOf<C>,
  output: OutputOf<C> | null,
): readonly string[] {
  switch (capability) {
    case 'contact.upsert':
      return written('Contact', input as InputOf<'contact.upsert'>, output as OutputOf<'contact.upsert'> | null);
    case 'audienceMember.upsert': {
      const member = input as InputOf<'audienceMember.upsert'>;
      const upserted = output as OutputOf<'audienceMember.upsert'> | null;
      return [...written('AudienceMember', member, upserted), 'Audience/*', emailTag('Consent', member.email)];
    }
    case 'person.erase': {
      const { email } = input as InputOf<'person.erase'>;
      const ids = (output as OutputOf<'person.erase'> | null)?.ids ?? [];
      return [
        ...PERSONAL.flatMap((kind) => [emailTag(kind, email), `${kind}/*`, ...ids.map((id) => `${kind}:${id}`)]),
        'Audience/*',
        OWN,
      ];
    }
    default:
      return [];
  }
}

/** Kinds that hold what a vendor knows about a person. */
const PERSONAL = ['Contact', 'AudienceMember', 'Consent', 'Event'];

function written(kind: string, { email }: { email: string }, output: { id: string } | null): readonly string[] {
  return [OWN, emailTag(kind, email), `${kind}/*`, ...(output === null ? [] : [`${kind}:${output.id}`])];
}

function emailTag(kind: string, email: string): string {
  return `${kind}/email:${email.trim().toLowerCase()}`;
}

function recordsIn(shape: 'record' | 'list' | 'page' | 'value', value: unknown): readonly Tagged[] {
  if (value === null || value === undefined) return [];
  switch (shape) {
    case 'record':
      return [value as Tagged];
    case 'list':
      return value as readonly Tagged[];
    case 'page':
      return (value as { items: readonly Tagged[] }).items;
    case 'value':
      return [];
  }
}
