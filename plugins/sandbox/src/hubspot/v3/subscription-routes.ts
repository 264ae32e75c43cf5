import type { FastifyInstance } from 'fastify';
import type { ContactScope } from '../v1/contact-scope.js';

const TYPES = [
  { id: '7001', name: 'Marketing Information', description: 'Offers and news.' },
  { id: '7002', name: 'Customer Service Communication', description: 'Answers and feedback.' },
  { id: '7003', name: 'One to One', description: 'Messages of a salesperson.' },
] as const;

/** Subscriptions of an address, told by the last three bits of the contact's id; an address that nobody has has none. */
export function subscriptionRoutes(scope: FastifyInstance, contacts: ContactScope): void {
  scope.get<{ Params: { email: string } }>('/communication-preferences/v3/status/email/:email', async (request) => {
    const { email } = request.params;
    const contact = contacts.table(request).findByEmail(email);
    return { recipient: email, subscriptionStatuses: contact ? statusesOf(contact.id) : [] };
  });
}

function statusesOf(contactId: number): object[] {
  return TYPES.map((type, at) => {
    const subscribed = ((contactId >> at) & 1) === 0;
    return {
      ...type,
      status: subscribed ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED',
      sourceOfStatus: 'SUBSCRIPTION_STATUS',
      brandId: null,
      preferenceGroupName: null,
      legalBasis: subscribed ? 'CONSENT_WITH_NOTICE' : null,
      legalBasisExplanation: subscribed ? 'Agreed in a form.' : null,
    };
  });
}
