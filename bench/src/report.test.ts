import { describe, expect, it } from 'vitest';
import { timesAsMany } from './goals.ts';
import { judge } from './judge.ts';
import { APOLLO } from './peers.ts';
import { goalsTable, headOf, tableOf } from './report.ts';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';

const apollo = cellAt(APOLLO, [1000, 1000]);
const us = cellAt('us', [3000, 3000]);
/** The cells of a table's line that begins with a name. */
const lineOf = (table: string, name: string) =>
  table
    .split('\n')
    .find((line) => line.startsWith(`| ${name} `))
    ?.split('|')
    .slice(1, -1)
    .map((text) => text.trim());

describe("a row's table", () => {
  it('has a line for each contender, with its ratio to the base', () => {
    const table = tableOf(rowOf([apollo, us]));
    expect(table).toContain('### Q1: a constant');
    expect(lineOf(table, 'us')).toEqual(['us', '3,000', '3.00 [3.00, 3.00]', '90 µs', '4.3 ms', '2.00', '100 MB']);
  });

  it('has no ratios without the base', () => {
    expect(lineOf(tableOf(rowOf([us])), 'us')?.[2]).toBe('–');
  });

  it('has no figures for each request where nothing was answered', () => {
    const none = cellAt('slow', [0, 0], { cpuPerRequest: [Infinity, Infinity], callsPerRequest: [Infinity, Infinity] });
    expect(lineOf(tableOf(rowOf([apollo, none])), 'slow')?.slice(1, 6)).toEqual(['0', '–', '–', '4.3 ms', '–']);
  });

  it('shows no rate where answers were wrong, and says how the first began', () => {
    const table = tableOf(rowOf([apollo, { ...us, failures: 1200, firstWrong: '{"errors":[' }]));
    expect(lineOf(table, 'us')?.slice(1, 3)).toEqual(['INVALID', '–']);
    expect(table).toContain('us is invalid: 1,200 requests were not answered as expected.');
    expect(table).toContain('`{"errors":[`');
  });

  it('compares nothing with a base whose answers were wrong', () => {
    expect(lineOf(tableOf(rowOf([{ ...apollo, failures: 1 }, us])), 'us')?.[2]).toBe('–');
  });

  it('counts the turns that stayed disturbed', () => {
    const table = tableOf(rowOf([apollo, { ...us, foreign: [0.02, 0.3] }]));
    expect(table).toMatch(/other processes had more than 6 % of a core .*: us \(1 of 2\)\./);
    expect(tableOf(rowOf([apollo, us]))).not.toContain('other processes');
    expect(table).not.toContain('measure it again');
    expect(tableOf(rowOf([apollo, { ...us, foreign: [0.4, 0.3] }]))).toMatch(
      /us \(2 of 2\)\. .* measure it again on a quiet/,
    );
  });

  it('says which servers did not use their core, so that rates compare what they waited for', () => {
    const busy = { ...apollo, cpuPerRequest: [990, 990] };
    const table = tableOf(rowOf([busy, { ...us, cpuPerRequest: [100, 100] }]));
    expect(table).toMatch(/CPU a request compares them better .* core was busy for: us 30 %\./);
    expect(tableOf(rowOf([busy]))).not.toContain('core was busy');
  });

  it('says how long memory took, where that was measured', () => {
    const lookUp = [12.4, 110, 20.2];
    expect(tableOf(rowOf([apollo], { lookUp }))).toContain('A look-up at random in 4 MB took 20 ns (12 to 110).');
    expect(tableOf(rowOf([apollo]))).not.toContain('look-up');
  });

  it('says who was left out, and why', () => {
    const table = tableOf(rowOf([apollo], { absent: [{ contender: 'them', reason: 'no such file\nstack' }] }));
    expect(table).toContain('them was left out: no such file');
    expect(table).not.toContain('stack');
  });
});

it("the goals' table tells what was not judged from what falls short", () => {
  const goals = [
    timesAsMany('Q1', ['us', APOLLO], 2),
    timesAsMany('Q1', ['us', APOLLO], 4),
    timesAsMany('Q3', ['us', APOLLO], 7),
  ];
  const table = goalsTable(judge(resultOf(rowOf([apollo, us])), goals));
  expect(table).toMatch(/≥ 2 × +\| 3\.00 \[3\.00, 3\.00\] \| holds/);
  expect(table).toMatch(/≥ 4 × +\| 3\.00 \[3\.00, 3\.00\] \| FALLS SHORT/);
  expect(table).toMatch(/≥ 7 × +\| – +\| not judged/);
});

it('the head says on what and how it was measured, and a row when and of what version', () => {
  expect(headOf(resultOf())).toMatch(/^Measured on 2 cores of a processor, Node 24\.0\.0: medians of 3 turns of 1 s/);
  expect(tableOf(rowOf([us]))).toContain('Measured 2026-01-02, version a1b2c3d.');
});
