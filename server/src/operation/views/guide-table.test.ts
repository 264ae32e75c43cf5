import { LIFECYCLE, type MemberLifecycle } from '@selvedge/schema';
import { GraphQLFloat, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { changesBetween } from './changes-between.js';
import { changesAsMarkdown, withChanges } from './guide-table.js';

const lives = (life: MemberLifecycle) => ({ extensions: { [LIFECYCLE]: life } });
const graph = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      amountNumber: {
        type: GraphQLFloat,
        ...lives({
          removedIn: 2,
          exposedAs: 'amount',
          deprecated: {
            since: '2026-11-23',
            reason: 'A float loses cents | says no currency.',
            replacement: 'Query.amount',
            sunset: '2028-05-23',
            guide: 'migrations-guides/graph-v1-to-v2.md',
          },
        }),
      },
      amount: { type: GraphQLString, ...lives({ since: 2 }) },
      fresh: { type: GraphQLString, ...lives({ since: 2 }) },
      always: { type: GraphQLString },
    },
  }),
});

describe('the generated part of a guide', () => {
  it('sets old and new side by side, and lists what is new', () => {
    expect(changesAsMarkdown(changesBetween(graph, 1, 2), 1, 2)).toBe(
      [
        '| v1 | v2 | Why | Sunset in v1 |',
        '| --- | --- | --- | --- |',
        '| `Query.amount: Float` | `Query.amount: String` | A float loses cents \\| says no currency. | 2028-05-23 |',
        '',
        'Also new in v2:',
        '',
        '- `Query.fresh: String`',
      ].join('\n'),
    );
  });

  it('replaces what stood between the markers and nothing else', () => {
    const guide = [
      'Before.',
      '<!-- changes: written by `npm run schema:write`, do not edit -->',
      'old',
      '<!-- end of changes -->',
      'After.',
    ].join('\n');
    const once = withChanges(guide, 'new');
    expect(once).toContain('Before.\n');
    expect(once).toContain('\nnew\n');
    expect(once).toContain('\nAfter.');
    expect(once).not.toContain('old');
    expect(withChanges(once, 'new')).toBe(once);
  });

  it('is refused without markers, saying which', () => {
    expect(() => withChanges('# Guide', 'new')).toThrow(
      /Expected the lines "<!-- changes.*" and "<!-- end of changes -->"/,
    );
  });
});
