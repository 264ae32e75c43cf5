import { BulkJob, BulkRecordEnum, type BulkRecordName } from '@selvedge/schema';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BulkJob as BulkJobRecord, BulkKind, GraphContext } from '../../ports/index.js';
import { chooseConnector } from '../lists/choose-connector.js';
import { Scope } from '../scope.js';

@Resolver(() => BulkJob)
export class BulkJobResolver {
  @Scope((args) => (args.record === 'AUDIENCE_MEMBER' ? 'email:write' : 'crm:write'))
  @Mutation(() => BulkJob, {
    nullable: true,
    description: 'Begins a write of more records than one request holds. The records follow over `uploadPath`.',
  })
  async startBulkUpsert(
    @Arg('connector', () => String) connector: string,
    @Arg('record', () => BulkRecordEnum, { defaultValue: 'CONTACT' }) record: BulkRecordName,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<BulkJob> {
    const kind: BulkKind = record === 'CONTACT' ? 'contact' : 'audienceMember';
    const chosen = chooseConnector(`${kind}.upsert`, connector, context.sources);
    return shown(await context.bulk.start(context.caller, chosen, kind, idempotencyKey ?? undefined));
  }

  @Scope('connectors:read')
  @Query(() => BulkJob, { nullable: true, description: 'A bulk write of the same client; null when there is none.' })
  async bulkJob(@Arg('id', () => ID) id: string, @Ctx() { bulk, caller }: GraphContext): Promise<BulkJob | null> {
    const job = await bulk.find(caller, id);
    return job === null ? null : shown(job);
  }
}

const STATES = {
  'awaiting-upload': 'AWAITING_UPLOAD',
  running: 'RUNNING',
  finished: 'FINISHED',
  failed: 'FAILED',
} as const;

function shown({ id, progress, total, accepted, failed, createdAt }: BulkJobRecord): BulkJob {
  return {
    id,
    state: STATES[progress.state],
    uploadPath: `/bulk/${id}`,
    resultsPath: `/bulk/${id}/results`,
    total,
    accepted,
    failed,
    reason: progress.state === 'failed' ? progress.reason : null,
    createdAt: new Date(createdAt),
    finishedAt: 'finishedAt' in progress ? new Date(progress.finishedAt) : null,
  };
}
