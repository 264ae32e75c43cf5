import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildGraph } from '../../graph/index.js';
import { fullConnector } from '../../graph/testing/full-connector.js';
import { viewOf } from '../views/view.js';
import { beyondEstimate, reckon } from './reckoned.fixture.js';

const RANGE = 'range: { since: "2026-11-01", until: "2026-11-30" }';

/** An edge: how it is written, with what is selected below it as `%`, and the type that it leads to. */
type Edge = readonly [text: string, type: string];
const list = (name: string, type: string): Edge => [`${name}(first: $n) { edges { node { id % } } }`, type];

const EDGES: Readonly<Record<string, readonly Edge[]>> = {
  Contact: [['company { id % }', 'Company'], ['owner { id }', ''], list('deals', 'Deal')],
  Company: [list('contacts', 'Contact'), list('deals', 'Deal')],
  Deal: [['company { id % }', 'Company'], list('contacts', 'Contact')],
  Audience: [list('members', 'AudienceMember')],
  AudienceMember: [['audience { id % }', 'Audience']],
  EmailCampaign: [
    ['audience { id % }', 'Audience'],
    ['statistics { sent }', ''],
  ],
  AdCampaign: [
    ['adSets { id % }', 'AdSet'],
    [`statistics(${RANGE}) { clicks }`, ''],
  ],
  AdSet: [
    ['campaign { id % }', 'AdCampaign'],
    ['ads { id % }', 'Ad'],
    [`statistics(${RANGE}) { clicks }`, ''],
  ],
  Ad: [
    ['adSet { id % }', 'AdSet'],
    [`statistics(${RANGE}) { clicks }`, ''],
  ],
  Customer: [
    ['records { id ... on Contact { id % } }', 'Contact'],
    ['records { id ... on AudienceMember { id % } }', 'AudienceMember'],
    ['consents { purpose }', ''],
    ['company { id % }', 'Company'],
    list('deals', 'Deal'),
  ],
};

/** `#` is replaced so that no two roots meet the same records. */
const root = (name: string, type: string): Edge => [`${name}(first: $m, query: "#") { edges { node { id % } } }`, type];
const ROOTS: readonly Edge[] = [
  root('contacts', 'Contact'),
  root('companies', 'Company'),
  root('deals', 'Deal'),
  root('audiences', 'Audience'),
  root('emailCampaigns', 'EmailCampaign'),
  root('adCampaigns', 'AdCampaign'),
  root('customers', 'Customer'),
  ['customer(email: "#@example.org") { id % }', 'Customer'],
  [`performance(${RANGE}) { totals { cac roi mqlToSql } }`, ''],
];

/** A variable that is not used would be refused. */
const EVERY_VARIABLE =
  'n: events(first: $n) { edges { cursor } } m: events(first: $m) { edges { cursor } } y: __typename @include(if: $yes) @skip(if: $no)';

const flag = fc.constantFrom('', '', '@include(if: $yes) ', '@include(if: $no) ', '@skip(if: $no) ');

/** A selection of some edges of a type, each written once, twice, in a fragment or under a condition. */
function selection(type: string, depth: number): fc.Arbitrary<string> {
  const edges = EDGES[type] ?? [];
  if (edges.length === 0 || depth === 0) return fc.constant('');
  const one = ([text, target]: Edge) =>
    fc
      .tuple(selection(target, depth - 1), selection(target, depth - 1), fc.integer({ min: 0, max: 2 }), flag)
      .map(([inner, other, times, condition]) => {
        const written = text.replace('%', () => inner);
        const again = text.replace('%', () => other);
        if (times === 2) return `${written} ... on ${type} ${condition}{ ${again} }`;
        return times === 1 ? `... ${condition}{ ${written} }` : `as_${text.match(/^\w+/)?.[0]}: ${written}`;
      });
  return fc
    .subarray([...edges], { maxLength: Math.min(2, edges.length) })
    .chain((some) => fc.tuple(...some.map(one)))
    .map((texts) => texts.join(' '));
}

const operation = fc
  .subarray([...ROOTS], { minLength: 1, maxLength: 3 })
  .chain((roots) =>
    fc.tuple(...roots.map(([text, type]) => selection(type, 3).map((inner) => text.replace('%', () => inner)))),
  )
  .map((roots) => {
    const body = roots.map((text, at) => `r${at}: ${text.replace('#', `r${at}`)}`).join('\n');
    return `query ($n: Int, $m: Int, $yes: Boolean!, $no: Boolean!) { ${body} ${EVERY_VARIABLE} }`;
  });

it('no operation takes more calls than were estimated', { timeout: 60_000 }, async () => {
  const view = viewOf(await buildGraph(), 2);
  await fc.assert(
    fc.asyncProperty(
      operation,
      fc.record({ n: fc.integer({ min: 1, max: 4 }), m: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ fan: fc.integer({ min: 1, max: 4 }), maxBatch: fc.integer({ min: 1, max: 7 }) }),
      async (text, sizes, { fan, maxBatch }) => {
        const connectors = { one: fullConnector('one', fan, maxBatch), two: fullConnector('two', fan, 2 * maxBatch) };
        const reckoned = await reckon(view, connectors, text, { ...sizes, yes: true, no: false });
        expect(reckoned.errors).toEqual([]);
        expect(beyondEstimate(reckoned)).toEqual([]);
        expect(reckoned.real.vendorCalls).toBeLessThanOrEqual(reckoned.estimated.vendorCalls);
      },
    ),
    { numRuns: 100 },
  );
});
