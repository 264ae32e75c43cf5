/** What a caller may be allowed to do, and what each opens. `*` (EVERY_SCOPE) stands for all of them. */
export const SCOPE_MEANINGS = {
  'customers:read': 'people as all vendors together know them',
  'crm:read': 'contacts, companies, deals and what hangs on them',
  'crm:write': 'writing contacts to a CRM, one by one or in bulk',
  'email:read': 'audiences, their members, e-mail campaigns, events',
  'email:write': 'writing audience members, one by one or in bulk',
  'ads:read': 'ad campaigns, ad sets, ads and their statistics',
  'performance:read': 'spend, revenue and rates over all channels; web analytics',
  'connectors:read': 'which connector versions are in use, and bulk jobs',
  'privacy:erase': 'having the vendors forget a person',
  'conversions:write': 'sending conversions to ad platforms',
} as const satisfies Record<string, string>;

export type ScopeName = keyof typeof SCOPE_MEANINGS;

export const SCOPES = Object.keys(SCOPE_MEANINGS) as readonly ScopeName[];
