import { cursorPage, type Query } from './cursor-page.js';
import { type Condition, type Filterable, parseFilter } from './filter.js';
import { invalidParameter, notFound } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { renderProfile } from './render-profile.js';
import type { StoredProfile } from './stored-profile.js';
import { absolute, names } from './wire.js';

export const PROFILE_READS_2022: readonly Operation[] = [
  {
    id: 'get_profiles',
    method: 'GET',
    path: '/api/profiles/',
    limit: { burst: 10, steady: 150 },
    handle: (call) => listProfiles(call, { usual: 20, largest: 20, sizable: false }),
  },
  {
    id: 'get_profile',
    method: 'GET',
    path: '/api/profiles/:id/',
    limit: { burst: 75, steady: 700 },
    handle: readProfile,
  },
];

export const PROFILE_READS_2026: readonly Operation[] = [
  {
    id: 'get_profiles',
    method: 'GET',
    path: '/api/profiles',
    limit: slowedByPredictions,
    handle: (call) => listProfiles(call, { usual: 20, largest: 100, sizable: true }),
  },
  {
    id: 'get_profile',
    method: 'GET',
    path: '/api/profiles/:id',
    limit: (query) =>
      names(query.include, 'lists') || names(query.include, 'segments')
        ? { burst: 1, steady: 15 }
        : slowedByPredictions(query),
    handle: readProfile,
  },
];

export function slowedByPredictions(query: Query) {
  return names(query['additional-fields[profile]'], 'predictive_analytics')
    ? { burst: 10, steady: 150 }
    : { burst: 75, steady: 750 };
}

const FILTERABLE: Filterable = {
  id: ['any', 'equals'],
  email: ['any', 'equals'],
  phone_number: ['any', 'equals'],
  external_id: ['any', 'equals'],
  created: ['greater-than', 'less-than'],
  updated: ['greater-than', 'less-than'],
};

/** Whether a profile meets all conditions. */
export function profileMeets(conditions: readonly Condition[]): (profile: StoredProfile) => boolean {
  const tests = conditions.map(({ field, operator, values }) => {
    if (field === 'created' || field === 'updated') return comparison(field, operator, values[0] ?? '');
    const wanted = new Set(field === 'email' ? values.map((value) => value.toLowerCase()) : values);
    return (profile: StoredProfile) => wanted.has(identifierOf(profile, field) ?? '');
  });
  return (profile) => tests.every((test) => test(profile));
}

function listProfiles(call: ApiCall, rules: Parameters<typeof cursorPage>[3]): Answer {
  const { account, query, path } = call;
  const meets = profileMeets(parseFilter(query.filter, FILTERABLE));
  const found = sorted([...account.profiles()].filter(meets), query.sort);
  const { items, links } = cursorPage(found, path, query, rules);
  return ok({ data: items.map((profile) => renderProfile(profile, call)), links });
}

function readProfile(call: ApiCall): Answer {
  const { account, params, query, path, revision } = call;
  const profile = account.profile(params.id ?? '');
  if (profile === null) throw notFound(`A profile with id ${params.id}`);
  const data = renderProfile(profile, call);
  const lists = account.listIdsOf(profile.id).map((id) => ({ type: 'list', id }));
  const withLists =
    revision === '2022-10-17' && names(query.include, 'lists')
      ? { ...data, relationships: { lists: { data: lists } } }
      : data;
  return ok({ data: withLists, links: { self: absolute(path, query) } });
}

function sorted(profiles: readonly StoredProfile[], sort: string | undefined): readonly StoredProfile[] {
  if (sort === undefined) return profiles;
  const field = sort.replace(/^-/, '');
  const keyOf = SORT_KEYS[field];
  if (keyOf === undefined) throw invalidParameter('sort', `Cannot sort by ${field}.`);
  const sign = sort.startsWith('-') ? -1 : 1;
  return profiles.toSorted((a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

const SORT_KEYS: Readonly<Record<string, (profile: StoredProfile) => string | number>> = {
  id: ({ id }) => id,
  email: ({ email }) => email ?? '',
  created: ({ createdAt }) => createdAt,
  updated: ({ updatedAt }) => updatedAt,
};

function identifierOf(profile: StoredProfile, field: string): string | null {
  if (field === 'id') return profile.id;
  if (field === 'email') return profile.email;
  return field === 'phone_number' ? profile.phoneNumber : profile.externalId;
}

function comparison(field: 'created' | 'updated', operator: string, value: string) {
  const bound = Date.parse(value);
  if (Number.isNaN(bound)) throw invalidParameter('filter', `${value} is not an ISO 8601 date and time.`);
  const instantOf = (profile: StoredProfile) => (field === 'created' ? profile.createdAt : profile.updatedAt);
  return (profile: StoredProfile) =>
    operator === 'greater-than' ? instantOf(profile) > bound : instantOf(profile) < bound;
}
