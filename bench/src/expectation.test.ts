import { expect, it } from 'vitest';
import { expectationOf } from './expectation.ts';

const customers = (connectors: readonly string[], id = 'a') => ({
  data: {
    customers: {
      edges: Array.from({ length: 100 }, () => ({
        node: { id, records: connectors.map((connector) => ({ source: { connector } })) },
      })),
    },
  },
});

it('posts are compared with what the upstream tells, ids as text', () => {
  const fault = expectationOf('Q1');
  expect(fault({ data: { greet: 'Hello World!' } })).toBeNull();
  expect(fault({ data: { greet: 'Hello!' } })).toBe('unexpected data');
});

it("the marketing graph's answer has every vendor, and is the same from all", () => {
  const fault = expectationOf('marketing');
  expect(fault(customers(['hubspot', 'salesforce']))).toMatch(/got none of klaviyo/);
  const whole = customers(['hubspot', 'salesforce', 'klaviyo']);
  expect(fault(whole)).toBeNull();
  expect(fault(structuredClone(whole))).toBeNull();
  expect(fault(customers(['hubspot', 'salesforce', 'klaviyo'], 'b'))).toMatch(/other data than the first/);
  expect(fault({ ...whole, errors: [{ message: 'late' }] })).toBe('errors');
});

it('performance tells several channels, and counts something', () => {
  const answer = (spend: string) => ({
    data: { performance: { rows: [{}, {}], totals: { spend: { amount: spend }, newCustomers: 3 } } },
  });
  const fault = expectationOf('performance');
  expect(fault(answer('0.00'))).toMatch(/above 0/);
  expect(fault(answer('17.20'))).toBeNull();
});
