import { expect, it } from 'vitest';
import { withRowsOf } from './join-results.ts';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';

const rowAt = (name: 'Q1' | 'Q2' | 'Q3', version: string) => rowOf([cellAt('us', [1])], { name, version });
const versionsOf = ({ rows }: ReturnType<typeof resultOf>) => rows.map(({ name, version }) => `${name} ${version}`);

it('rows that were not measured again stay, each in its place', () => {
  const before = resultOf(rowAt('Q1', 'old'), rowAt('Q2', 'old'), rowAt('Q3', 'old'));
  expect(versionsOf(withRowsOf(before, resultOf(rowAt('Q2', 'new'))))).toEqual(['Q1 old', 'Q2 new', 'Q3 old']);
});

it('rows that were measured elsewhere or otherwise are not mixed with others, and go when all are measured again', () => {
  const now = resultOf(rowAt('Q2', 'new'));
  for (const over of [{ machine: 'another' }, { node: '22.0.0' }, { rounds: 1 }, { seconds: 9 }, { isQuick: true }]) {
    expect(() => withRowsOf({ ...resultOf(rowAt('Q1', 'old')), ...over }, now)).toThrow(
      /^Expected \w+ .*, as Q1 were measured with/,
    );
    expect(versionsOf(withRowsOf({ ...resultOf(rowAt('Q2', 'old')), ...over }, now))).toEqual(['Q2 new']);
  }
  expect(versionsOf(withRowsOf(null, now))).toEqual(['Q2 new']);
});
