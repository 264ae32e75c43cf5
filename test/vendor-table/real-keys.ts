import type { World } from '@selvedge/sandbox';
import type { CapabilityName, Page } from '@selvedge/schema';
import type { Bench } from './bench.js';
import type { Key } from './keys.js';

/** Up to `most` different keys of one kind that the vendor knows: from its own lists, or the world behind it. */
export async function realKeys(key: Key, bench: Bench, world: World, most: number): Promise<string[]> {
  return [...new Set(await ask(key, bench, world, most))].slice(0, most);
}

async function ask(key: Key, bench: Bench, world: World, most: number): Promise<readonly string[]> {
  switch (key) {
    case 'email':
      return emailsOf(world);
    case 'phone':
      return world.people.flatMap(({ hubspot }) => hubspot?.phone?.replace(/\D/g, '') ?? []);
    case 'contact':
      return bench.has('contact.page') ? idsOf(await listed('contact.page', bench, most)) : contactIds(bench, world);
    case 'owner':
      return (await listed('contact.page', bench, most)).flatMap(({ ownerId }) => ownerId ?? []);
    case 'audienceMember': {
      const audiences = idsOf(await listed('audience.page', bench, most));
      const members = audiences.map((audienceId) => listed('audienceMember.page', bench, most, { audienceId }));
      return idsOf((await Promise.all(members)).flat());
    }
    case 'adSet': {
      const adSets = await bench.run('adSet.byCampaign', await realKeys('adCampaign', bench, world, most));
      return idsOf(adSets.flatMap((all) => all ?? []));
    }
    case 'ad': {
      const ads = await bench.run('ad.byAdSet', await realKeys('adSet', bench, world, most));
      return idsOf(ads.flatMap((all) => all ?? []));
    }
    default:
      return idsOf(await listed(`${key}.page`, bench, most));
  }
}

type PageCapability = Extract<CapabilityName, `${string}.page`>;
interface Listed {
  id: string;
  ownerId?: string | null;
}

/** The first `most` records of a list, page by page. */
async function listed(capability: PageCapability, bench: Bench, most: number, input: object = {}): Promise<Listed[]> {
  const records: Listed[] = [];
  let after: string | null = null;
  do {
    // Every list's input is a page's, and what an audience's members need besides is given.
    const pages: (Page<Listed> | null)[] = await bench.run(capability, [
      { audienceId: '', ...input, first: 100, after },
    ]);
    records.push(...(pages[0]?.items ?? []));
    after = pages[0]?.next ?? null;
  } while (after !== null && records.length < most);
  return records;
}

async function contactIds(bench: Bench, world: World): Promise<string[]> {
  return idsOf((await bench.run('contact.byEmail', emailsOf(world))).flatMap((contact) => contact ?? []));
}

function emailsOf(world: World): string[] {
  const spellings = world.people.flatMap(({ hubspot, mailchimp }) => hubspot ?? mailchimp ?? []);
  return [...new Set(spellings.map(({ email }) => email.toLowerCase()))];
}

function idsOf(records: readonly { id: string }[]): string[] {
  return records.map(({ id }) => id);
}
