import type { KlaviyoList } from '../world/klaviyo-world.js';
import { cursorPage, type PageRules } from './cursor-page.js';
import { type Filterable, parseFilter } from './filter.js';
import { invalidInput, invalidParameter, notFound } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { profileMeets, slowedByPredictions } from './profile-reads.js';
import { renderProfile } from './render-profile.js';
import { resourcesIn } from './resource-body.js';
import type { Revision } from './revision.js';
import { absolute, linkedOnly, names, sparse, wireInstant } from './wire.js';

const LIMIT_2022 = { burst: 10, steady: 150 };
const LIMIT_2026 = { burst: 75, steady: 750 };
const SLOW = { burst: 1, steady: 15 };
const MOST_ADDED = 1_000;

export const LISTS_2022: readonly Operation[] = [
  {
    id: 'get_lists',
    method: 'GET',
    path: '/api/lists/',
    limit: LIMIT_2022,
    handle: (call) => listLists(call, { name: ['any', 'equals'] }, { usual: 10, largest: 10, sizable: false }),
  },
  { id: 'get_list', method: 'GET', path: '/api/lists/:id/', limit: LIMIT_2022, handle: readList },
  {
    id: 'get_list_profiles',
    method: 'GET',
    path: '/api/lists/:id/profiles/',
    limit: LIMIT_2022,
    handle: (call) =>
      listMembers(call, { email: ['any'], phone_number: ['any'] }, { usual: 10, largest: 10, sizable: false }),
  },
  {
    id: 'create_list_relationships',
    method: 'POST',
    path: '/api/lists/:id/relationships/profiles/',
    limit: LIMIT_2022,
    handle: addMembers,
  },
];

export const LISTS_2026: readonly Operation[] = [
  {
    id: 'get_lists',
    method: 'GET',
    path: '/api/lists',
    limit: LIMIT_2026,
    handle: (call) =>
      listLists(call, { name: ['any', 'equals'], id: ['any', 'equals'] }, { usual: 10, largest: 10, sizable: true }),
  },
  {
    id: 'get_list',
    method: 'GET',
    path: '/api/lists/:id',
    limit: (query) => (names(query['additional-fields[list]'], 'profile_count') ? SLOW : LIMIT_2026),
    handle: readList,
  },
  {
    id: 'get_profiles_for_list',
    method: 'GET',
    path: '/api/lists/:id/profiles',
    limit: slowedByPredictions,
    handle: (call) =>
      listMembers(
        call,
        { email: ['any', 'equals'], phone_number: ['any', 'equals'] },
        { usual: 20, largest: 100, sizable: true },
      ),
  },
  {
    id: 'add_profiles_to_list',
    method: 'POST',
    path: '/api/lists/:id/relationships/profiles',
    limit: { burst: 10, steady: 150 },
    handle: addMembers,
  },
];

function listLists(call: ApiCall, filterable: Filterable, rules: PageRules): Answer {
  const { account, query, path } = call;
  const conditions = parseFilter(query.filter, filterable);
  if (query.sort !== undefined && query.sort !== 'created') {
    throw invalidParameter('sort', `The sandbox sorts lists by created only, not by ${query.sort}.`);
  }
  const found = account.base.world.lists.filter((list) =>
    conditions.every(({ field, values }) => values.includes(field === 'id' ? list.id : list.name)),
  );
  const { items, links } = cursorPage(found, path, query, rules);
  return ok({ data: items.map((list) => renderList(list, call)), links });
}

function readList(call: ApiCall): Answer {
  const { account, params, path, query } = call;
  const list = account.base.world.lists.find(({ id }) => id === params.id);
  if (list === undefined) throw notFound(`A list with id ${params.id}`);
  const counted = names(query['additional-fields[list]'], 'profile_count');
  const additions = counted ? { profile_count: account.members(list.id).length } : {};
  return ok({ data: renderList(list, call, additions), links: { self: absolute(path, query) } });
}

function listMembers(call: ApiCall, filterable: Filterable, rules: PageRules): Answer {
  const { account, params, query, path, revision } = call;
  const meets = profileMeets(parseFilter(query.filter, filterable));
  if (query.sort !== undefined && (revision === '2022-10-17' || query.sort !== 'joined_group_at')) {
    throw invalidParameter('sort', `Cannot sort by ${query.sort}.`);
  }
  const found = account.members(params.id ?? '').filter(({ profile }) => meets(profile));
  const { items, links } = cursorPage(found, path, query, rules);
  const data = items.map(({ profile, joinedAt }) =>
    renderProfile(profile, call, { joined_group_at: wireInstant(joinedAt) }),
  );
  return ok({ data, links });
}

function addMembers({ account, params, body, now }: ApiCall): Answer {
  const listId = params.id ?? '';
  for (const { id } of resourcesIn(body, 'profile', '', MOST_ADDED)) {
    if (id === null || account.profile(id) === null)
      throw invalidInput('/data', 'A profile of the list does not exist.');
    account.join(listId, id, now);
  }
  return { status: 204 };
}

function renderList(
  list: KlaviyoList,
  { revision, query }: { revision: Revision; query: ApiCall['query'] },
  additions: Readonly<Record<string, unknown>> = {},
) {
  const dated = { name: list.name, created: wireInstant(list.createdAt), updated: wireInstant(list.updatedAt) };
  const fields = query['fields[list]'];
  if (revision === '2022-10-17') {
    const links = { self: absolute(`/api/lists/${list.id}/`) };
    return { type: 'list', id: list.id, attributes: sparse(dated, fields), links };
  }
  const path = `/api/lists/${list.id}`;
  const attributes = sparse({ ...dated, opt_in_process: 'single_opt_in', ...additions }, fields);
  const relationships = Object.fromEntries(
    ['profiles', 'tags', 'flow-triggers'].map((name) => [name, linkedOnly(path, name)]),
  );
  return { type: 'list', id: list.id, attributes, relationships, links: { self: absolute(path) } };
}
