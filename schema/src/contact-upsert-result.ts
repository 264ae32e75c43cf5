import { ObjectType } from 'type-graphql';
import { UpsertResult } from './upsert-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of one contact of a write.' })
export class ContactUpsertResult extends UpsertResult {}
