import type { ObjectType } from './wire.js';

/** Where one generation of HubSpot's API has its resources; what it says there is the same. */
export interface Paths {
  objects(type: ObjectType): string;
  /** Associations of objects of one type with those of another. */
  associations(from: ObjectType, to: ObjectType): string;
  lists: string;
  owners: string;
}

/** CRM v3, with v4 of the associations. */
export const CRM_V3: Paths = {
  objects: (type) => `/crm/v3/objects/${type}`,
  associations: (from, to) => `/crm/v4/associations/${from}/${to}`,
  lists: '/crm/v3/lists',
  owners: '/crm/v3/owners',
};

/** The date-based API of March 2026: the version stands behind the name of the resource, not before it. */
export const CRM_2026_03: Paths = {
  objects: (type) => `/crm/objects/2026-03/${type}`,
  associations: (from, to) => `/crm/associations/2026-03/${from}/${to}`,
  lists: '/crm/lists/2026-03',
  owners: '/crm/owners/2026-03',
};
