import { Field, ObjectType } from 'type-graphql';

/** Where a record came from. The gateway fills it in; connectors leave it out. */
export interface RecordSource {
  /** Connector id, e.g. `hubspot`. */
  connector: string;
  /** Exact version of the connector that answered, e.g. `2.0.0`. */
  version: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where a record came from.' })
export class Source implements RecordSource {
  @Field(() => String, { description: 'Connector id, for example `hubspot`.' })
  connector!: string;

  @Field(() => String, { description: 'Version of the connector that answered.' })
  version!: string;
}

/** A canonical record as the gateway passes it on: the connector's data and where it came from. */
export type Sourced<R> = R & { source: RecordSource };
