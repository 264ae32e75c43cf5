import { expect, it } from 'vitest';
import { moneyFromMicros } from './money.js';

it.each([
  ['3400000', 'EUR', '3.40'],
  ['0', 'EUR', '0.00'],
  ['10000', 'USD', '0.01'],
  ['1', 'USD', '0.000001'],
  ['5000000000', 'JPY', '5000'],
  ['1500', 'KWD', '0.0015'],
  ['12345678901234567890', 'USD', '12345678901234.56789'],
])('reads %s micros of %s as %s', (micros, currency, amount) => {
  expect(moneyFromMicros(micros, currency)).toEqual({ amount, currency });
});
