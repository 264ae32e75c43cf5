import type { FastifyRequest } from 'fastify';
import type { VendorContext } from '../vendor.js';
import { AccountMembers } from './account-members.js';
import { accountOf } from './credentials.js';
import { membersOfWorld } from './world-members.js';

/** What the routes share. */
export interface MailchimpRoutes {
  context: VendorContext;
  /** Members as the account behind the request's key sees them. */
  membersFor(request: FastifyRequest): AccountMembers;
}

export function createRoutesContext(context: VendorContext): MailchimpRoutes {
  const worldMembers = membersOfWorld(context.world);
  const accounts = new Map<string, AccountMembers>();
  return {
    context,
    membersFor(request) {
      const account = accountOf(request.headers) ?? '';
      const members = accounts.get(account) ?? new AccountMembers(worldMembers);
      accounts.set(account, members);
      return members;
    },
  };
}
