import { Field, ObjectType } from 'type-graphql';

/** An exact amount. */
export interface MoneyRecord {
  /** Decimal string in major units, e.g. `1234.50`. */
  amount: string;
  /** ISO 4217 code, e.g. `EUR`. */
  currency: string;
}

@ObjectType({ simpleResolvers: true, description: 'An exact amount of money.' })
export class Money implements MoneyRecord {
  @Field(() => String, { description: 'Decimal string in major units, for example `1234.50`.' })
  amount!: string;

  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;
}
