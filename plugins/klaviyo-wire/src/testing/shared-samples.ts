import type { Samples } from '@selvedge/connector-api/testing';

/** The part of a simulated Klaviyo's data from which samples are taken. */
export interface SampleWorld {
  readonly profiles: readonly { readonly id: string; readonly email: string }[];
  readonly lists: readonly { readonly id: string }[];
  readonly listMembers: readonly { readonly listId: string; readonly profileId: string }[];
  readonly events: readonly { readonly id: string }[];
}

/** Samples of what every major can do, from the sandbox's people. */
export function sharedSamples({ profiles, lists, listMembers, events }: SampleWorld) {
  const list = largestList(listMembers);
  const members = listMembers.map(({ listId, profileId }) => `${listId}:${profileId}`);
  return {
    'audience.byId': { present: lists.map(({ id }) => id), missing: (n) => `none${n}` },
    'audience.page': { input: {}, total: lists.length },
    'audienceMember.byId': {
      present: [...profiles.slice(0, 5).map(({ id }) => id), ...members.slice(0, 5)],
      missing: (n) => (n % 2 === 0 ? `01NOBODY${n}` : `NONE${n}:${profiles[0]?.id}`),
    },
    'audienceMember.byEmail': {
      present: profiles.slice(0, 5).map(({ email }, at) => (at % 2 === 0 ? email : email.toUpperCase())),
      missing: (n) => (n % 2 === 0 ? `nobody${n}@example.org` : `no address "${n}`),
    },
    'audienceMember.page': { input: { audienceId: list.id }, total: list.size },
    'event.byId': { present: events.slice(0, 5).map(({ id }) => id), missing: (n) => `01NONE${n}` },
    'event.page': { input: {}, total: events.length },
    'audienceMember.upsert': {
      writes: [
        { audienceId: null, email: 'One@Example.org', givenName: 'One', phone: '+1 (500) 555-0006' },
        { audienceId: list.id, email: 'two@example.org', familyName: 'Two', statusIfNew: 'SUBSCRIBED' },
      ],
      refused: { audienceId: null, email: 'three@example.org', phone: '020 7946 0000' },
    },
  } satisfies Samples;
}

/** The list with the most members. */
function largestList(listMembers: SampleWorld['listMembers']): { id: string; size: number } {
  const [largest] = [...Map.groupBy(listMembers, ({ listId }) => listId)].sort(([, a], [, b]) => b.length - a.length);
  if (largest === undefined) throw new Error('The sandbox must have a list with members.');
  return { id: largest[0], size: largest[1].length };
}
