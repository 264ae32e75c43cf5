import { Field, InputType } from 'type-graphql';

@InputType({ description: 'An exact amount of money.' })
export class MoneyInput {
  // Text, not scalars of their own: one mistyped amount must fail its own record, not all of them.
  @Field(() => String, { description: 'Decimal string in major units, for example `1234.50`.' })
  amount!: string;

  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;
}
