import { ObjectType } from 'type-graphql';
import { UpsertResult } from './upsert-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of one audience member of a write.' })
export class AudienceMemberUpsertResult extends UpsertResult {}
