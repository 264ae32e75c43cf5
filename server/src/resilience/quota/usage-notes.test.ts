import { expect, it } from 'vitest';
import { createUsageNotes } from './usage-notes.js';
import { windowUse } from './window-use.js';

it('tells each window as the last call found it, and empty when that is past', () => {
  let nowMs = Date.parse('2026-11-26T23:00:00Z');
  const notes = createUsageNotes(() => nowMs);
  const rolling = windowUse({ name: '10 s', limit: 190, per: { ms: 10_000 } }, nowMs);
  const day = windowUse({ name: 'day', limit: 1_000, per: { dayIn: 'UTC' } }, nowMs);
  const usage = (used: number) => [
    { name: '10 s', limit: 190, used },
    { name: 'day', limit: 1_000, used: 400 + used },
  ];
  expect(notes.read()).toEqual([]);
  notes.note(usage(40), [rolling, day]);
  notes.note(usage(41), [rolling, day]);
  const midnightMs = Date.parse('2026-11-27T00:00:02Z');
  expect(notes.read()).toEqual([
    { name: '10 s', limit: 190, used: 41, resetsAtMs: null },
    { name: 'day', limit: 1_000, used: 441, resetsAtMs: midnightMs },
  ]);
  nowMs += 10_000;
  expect(notes.read()).toMatchObject([{ used: 0 }, { used: 441 }]);
  nowMs = midnightMs;
  expect(notes.read()).toMatchObject([{ used: 0 }, { used: 0, resetsAtMs: null }]);
});
