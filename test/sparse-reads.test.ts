import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: { connectors: { hubspot: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 0 } } } },
  });
});
afterAll(() => system.close());

const contacts = (fields: string) =>
  `{ contacts(connector: "hubspot", first: 20) { edges { node { id ${fields} } } } }`;
const WHOLE =
  'fullName emails phones { number } lifecycleStage originalSource company { name } becameMarketingQualifiedAt';

describe.each(['1.0.0', '2.0.0'])('an operation that needs little of hubspot@%s', (version) => {
  const ask = (fields: string) =>
    system.ask(contacts(fields), { headers: { 'selvedge-connector': `hubspot=${version}` } });

  it('is answered as one that needs everything, and never in its place', async () => {
    const sparse = await ask('fullName emails');
    const whole = await ask(WHOLE);
    expect([...sparse.errors, ...whole.errors]).toEqual([]);
    const named = whole.data.contacts.edges.map(({ node }: { node: Record<string, unknown> }) => ({
      node: { id: node.id, fullName: node.fullName, emails: node.emails },
    }));
    expect(sparse.data.contacts.edges).toEqual(named);
    const stages = whole.data.contacts.edges.map(
      ({ node }: { node: { originalSource: unknown } }) => node.originalSource,
    );
    expect(stages.filter((stage: unknown) => stage !== null).length).toBeGreaterThan(5);
  });
});
