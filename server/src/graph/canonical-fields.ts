/** Types that are made of several records, whole ones, whatever is selected of them. */
export const COMBINED_TYPES: ReadonlySet<string> = new Set(['Customer', 'PerformanceReport', 'WebAnalyticsReport']);

/** Kinds of records that the combined types are made of. */
export const PERSONAL_KINDS: readonly string[] = ['Contact', 'AudienceMember', 'Company', 'Deal'];

/** Fields of the graph that are not plain fields of the record: what they are made of, besides its id. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  'Contact.name': ['givenName', 'familyName'],
  'Contact.fullName': ['givenName', 'familyName'],
  'Contact.phone': ['phones'],
  'Contact.company': ['companyId'],
  'Contact.owner': ['ownerId'],
  'Contact.deals': [],
  'Company.contacts': [],
  'Company.deals': [],
  'Deal.amountNumber': ['amount'],
  'Deal.company': [],
  'Deal.contacts': [],
  'Audience.members': [],
  'AudienceMember.audience': ['audienceId'],
  'EmailCampaign.audience': ['audienceId'],
  'EmailCampaign.statistics': [],
  'AdCampaign.adSets': [],
  'AdCampaign.statistics': [],
  'AdSet.campaign': ['campaignId'],
  'AdSet.ads': [],
  'AdSet.statistics': [],
  'Ad.adSet': ['adSetId'],
  'Ad.statistics': [],
};

/** Fields of the canonical record that a field of the graph is made of. `source` and `__typename` are the gateway's own. */
export function canonicalFieldsOf(kind: string, field: string): readonly string[] {
  if (field === 'source') return [];
  return MADE_OF[`${kind}.${field}`] ?? [field];
}
