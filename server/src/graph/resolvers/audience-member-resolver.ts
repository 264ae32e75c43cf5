import { Audience, AudienceMember } from '@selvedge/schema';
import { Resolver } from 'type-graphql';
import { Edge } from '../bindings/edge.js';

@Resolver(() => AudienceMember)
@Edge('audience', () => Audience, { capability: 'audience.byId', by: 'audienceId' })
export class AudienceMemberResolver {}
