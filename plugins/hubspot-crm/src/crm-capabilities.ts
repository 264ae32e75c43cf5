import type { Connector } from '@selvedge/connector-api';
import { audienceCapabilities } from './audience-capabilities.js';
import { companyCapabilities } from './company-capabilities.js';
import { consentCapabilities } from './consent-capabilities.js';
import { contactCapabilities } from './contact-capabilities.js';
import { contactEdgeCapabilities } from './contact-edge-capabilities.js';
import { dealCapabilities } from './deal-capabilities.js';
import { gdprErasure } from './erasure.js';
import { ownerCapabilities } from './owner-capabilities.js';
import type { Paths } from './paths.js';

/** All that a major serves which has one generation of the CRM for everything. */
export function crmCapabilities(paths: Paths) {
  const contacts = contactCapabilities(paths);
  return {
    ...contacts,
    ...contactEdgeCapabilities(paths),
    ...companyCapabilities(paths),
    ...dealCapabilities(paths),
    ...ownerCapabilities(paths),
    ...audienceCapabilities(paths),
    ...consentCapabilities,
    'person.erase': gdprErasure(paths, contacts['contact.byEmail'].run),
  } satisfies Connector['capabilities'];
}
