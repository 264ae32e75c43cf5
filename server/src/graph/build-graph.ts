import {
  Ad,
  AdCampaign,
  AdSet,
  Audience,
  AudienceMember,
  Company,
  Contact,
  Customer,
  Deal,
  EmailCampaign,
  Event,
  Owner,
} from '@selvedge/schema';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { buildSchema } from 'type-graphql';
import { resolveBound } from './bindings/edge.js';
import { deriveImplemented } from './derived.js';
import { explainScalars } from './explained-scalars.js';
import { AdCampaignResolver } from './resolvers/ad-campaign-resolver.js';
import { AdResolver } from './resolvers/ad-resolver.js';
import { AdSetResolver } from './resolvers/ad-set-resolver.js';
import { AudienceMemberResolver } from './resolvers/audience-member-resolver.js';
import { AudienceMemberUpsertResolver } from './resolvers/audience-member-upsert-resolver.js';
import { AudienceResolver } from './resolvers/audience-resolver.js';
import { BulkJobResolver } from './resolvers/bulk-job-resolver.js';
import { CompanyResolver } from './resolvers/company-resolver.js';
import { ConnectorResolver } from './resolvers/connector-resolver.js';
import { ContactResolver } from './resolvers/contact-resolver.js';
import { ContactUpsertResolver } from './resolvers/contact-upsert-resolver.js';
import { ConversionResolver } from './resolvers/conversion-resolver.js';
import { CustomerResolver } from './resolvers/customer-resolver.js';
import { DealResolver } from './resolvers/deal-resolver.js';
import { EmailCampaignResolver } from './resolvers/email-campaign-resolver.js';
import { ErasureResolver } from './resolvers/erasure-resolver.js';
import { EventResolver } from './resolvers/event-resolver.js';
import { globalIdOf, NodeResolver } from './resolvers/node-resolver.js';
import { PerformanceResolver } from './resolvers/performance-resolver.js';
import { WebAnalyticsResolver } from './resolvers/web-analytics-resolver.js';
import { enforceScopes } from './scope.js';

/** What GraphiQL's documentation begins with. */
const DESCRIPTION = `**Selvedge**: one graph over all of a company's marketing vendors.

Whatever comes from a vendor may be null; an error at its path then says why in \`extensions.code\` (codes
\`VENDOR_…\`: the vendor failed; \`CAPABILITY_MISSING\`: no connected vendor can tell), and the rest of the answer is whole.
\`connectors\` lists the connected vendors and what each can do.

Guides are in the repository, https://github.com/selvedge-dev/selvedge: \`docs/callers.md\` for callers, \`migrations-guides/\` for moving
from one major to the next.`;

let built: Promise<GraphQLSchema> | undefined;

/**
 * The full graph: every field that any API major shows, each with its lifecycle and each root field with its scope in
 * `extensions`. Built once a process, for type-graphql's metadata is process-wide; views are made from it.
 */
export function buildGraph(): Promise<GraphQLSchema> {
  built ??= build();
  return built;
}

async function build(): Promise<GraphQLSchema> {
  const unexplained = await buildSchema({
    resolvers: [
      CustomerResolver,
      ContactResolver,
      CompanyResolver,
      DealResolver,
      AudienceResolver,
      AudienceMemberResolver,
      EmailCampaignResolver,
      EventResolver,
      AdCampaignResolver,
      AdSetResolver,
      AdResolver,
      PerformanceResolver,
      WebAnalyticsResolver,
      ContactUpsertResolver,
      AudienceMemberUpsertResolver,
      ConversionResolver,
      ErasureResolver,
      BulkJobResolver,
      ConnectorResolver,
      NodeResolver,
    ],
    // Types that a query may reach through `Node` or `VendorRecord` alone.
    orphanedTypes: [
      Customer,
      Contact,
      Company,
      Deal,
      Audience,
      AudienceMember,
      EmailCampaign,
      AdCampaign,
      AdSet,
      Ad,
      Owner,
      Event,
    ],
    validate: false,
  });
  const graph = explainScalars(unexplained);
  graph.description = DESCRIPTION;
  resolveBound(graph);
  deriveImplemented(graph, 'Node', 'id', globalIdOf);
  enforceScopes(graph);
  tellTypesAtOnce(graph);
  return graph;
}

/** Every record says its type. type-graphql makes a promise of that for each, which executors would have to wait for. */
function tellTypesAtOnce(graph: GraphQLSchema): void {
  for (const type of Object.values(graph.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = ({ kind }: { kind: string }) => kind;
  }
}
