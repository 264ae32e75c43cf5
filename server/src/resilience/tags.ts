import type { CapabilityName, InputOf } from '@selvedge/schema';
import { CAPABILITIES } from '@selvedge/schema';

interface Tagged {
  kind?: string;
  id?: string;
}

const KINDS: Readonly<Record<string, string>> = {
  contact: 'Contact',
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
export function tagsOf<C extends CapabilityName>(capability: C, input: InputOf<C>, value: unknown): readonly string[] {
  const [prefix = '', operation = ''] = capability.split('.');
  const kind = KINDS[prefix] ?? prefix;
  const tags = new Set<string>();
  const { shape } = CAPABILITIES[capability];
  if (operation === 'byId') tags.add(`${kind}:${String(input)}`);
  else if (operation === 'byEmail') tags.add(emailTag(kind, String(input)));
  else if (shape !== 'value') tags.add(`${kind}/*`);
  for (const record of recordsIn(shape, value)) {
    if (record.kind !== undefined && record.id !== undefined) tags.add(`${record.kind}:${record.id}`);
  }
  return [...tags];
}

/** What writing a contact makes untrue. */
export function tagsOfContactWrite(email: string, id: string | null): readonly string[] {
  return [emailTag('Contact', email), 'Contact/*', ...(id === null ? [] : [`Contact:${id}`])];
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
