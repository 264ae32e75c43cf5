import type { Batch, Call, Connector } from '@selvedge/connector-api';
import type { OwnerRecord } from '@selvedge/schema';
import { nullIfAbsent } from './absent.js';
import type { Paths } from './paths.js';
import { instantOf, textOf } from './values.js';
import { type Owner, ownerList, wireOwner } from './wire.js';

/** Most owners in one page. */
const OWNER_PAGE = 500;

/** Those to whom records belong, the same for all majors. */
export const ownerCapabilities = (paths: Paths) =>
  ({
    'owner.byId': { maxBatch: 100, callsPerBatch: () => 2, run: ownersById(paths.owners) },
  }) satisfies Connector['capabilities'];

/**
 * HubSpot has no batch of owners. Several are picked from the list, which is one call in accounts of up to 500; those
 * whom a longer list does not show at once are read one by one. Former colleagues are archived and have a list of their own.
 */
function ownersById(path: string): Batch<string, OwnerRecord> {
  return async (ids, call) => {
    const wanted = new Set(ids.filter((id) => /^\d+$/.test(id)));
    const found = wanted.size > 1 ? await pickFromLists(wanted, call, path) : { owners: new Map(), complete: false };
    if (!found.complete) {
      const rest = [...wanted].filter((id) => !found.owners.has(id));
      for (const owner of await Promise.all(rest.map((id) => readOwner(id, call, path)))) {
        if (owner !== null) found.owners.set(owner.id, owner);
      }
    }
    return ids.map((id) => {
      const owner = found.owners.get(id);
      return owner === undefined ? null : ownerOf(owner);
    });
  };
}

interface Picked {
  owners: Map<string, Owner>;
  /** Whether an owner who is not among them is nowhere. */
  complete: boolean;
}

async function pickFromLists(wanted: ReadonlySet<string>, call: Call, path: string): Promise<Picked> {
  const owners = new Map<string, Owner>();
  let complete = true;
  for (const archived of [false, true]) {
    if (owners.size === wanted.size) break;
    const { body } = await call.fetch({ path, query: { limit: OWNER_PAGE, archived }, answer: ownerList });
    for (const owner of body.results) if (wanted.has(owner.id)) owners.set(owner.id, owner);
    complete &&= !body.paging?.next;
  }
  return { owners, complete };
}

async function readOwner(id: string, call: Call, path: string): Promise<Owner | null> {
  for (const archived of [false, true]) {
    const read = call.fetch({ path: `${path}/${id}`, query: { archived }, answer: wireOwner });
    const answer = await nullIfAbsent(read);
    if (answer !== null) return answer.body;
  }
  return null;
}

function ownerOf({ id, firstName, lastName, email, updatedAt }: Owner): OwnerRecord {
  const names = [textOf(firstName), textOf(lastName)].filter((name) => name !== null);
  return {
    kind: 'Owner',
    id,
    name: names.length === 0 ? null : names.join(' '),
    email: textOf(email),
    updatedAt: instantOf(updatedAt),
  };
}
