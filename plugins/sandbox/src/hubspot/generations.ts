/** Where one generation of the API has its resources; behind both stand the same data. */
export interface Generation {
  objects: string;
  associations: string;
  lists: string;
  owners: string;
}

/** CRM v3 with associations v4, and the date-based API, in which the version stands behind the resource's name. */
export const GENERATIONS: readonly Generation[] = [
  {
    objects: '/crm/v3/objects',
    associations: '/crm/v4/associations',
    lists: '/crm/v3/lists',
    owners: '/crm/v3/owners',
  },
  {
    objects: '/crm/objects/2026-03',
    associations: '/crm/associations/2026-03',
    lists: '/crm/lists/2026-03',
    owners: '/crm/owners/2026-03',
  },
];
