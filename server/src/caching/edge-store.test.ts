import { expect, it } from 'vitest';
import { createEdgeStore } from './edge-store.js';
import { createMarks } from './marks.js';
import type { CacheStore } from './store.js';

/** A store in which others mark too, where `shared` says when. */
function edge({ maxBytes = 1_000, shared }: { maxBytes?: number; shared?: () => readonly number[] | null } = {}) {
  let now = 1_000;
  let looks = 0;
  const ownMarks = createMarks(100);
  const store = {
    ownMarks,
    isShared: shared !== undefined,
    markedAt: async () => {
      looks += 1;
      return shared?.() ?? null;
    },
  } as unknown as CacheStore;
  return {
    answers: createEdgeStore<string>({ store, maxBytes, now: () => now }),
    ownMarks,
    looks: () => looks,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const LIFE = { fetchedAt: 1_000, expiresAt: 2_000, marks: ['a', 'b'] };

it('serves an answer until its first value is fresh no more', async () => {
  const { answers, pass } = edge();
  answers.keep('k', 'answer', LIFE, 10);
  expect([await answers.find('k'), await answers.find('other')]).toEqual(['answer', null]);
  pass(999);
  expect(await answers.find('k')).toBe('answer');
  pass(1);
  expect(await answers.find('k')).toBeNull();
});

it('drops an answer when something that it speaks of is written, not when something else is', async () => {
  const { answers, ownMarks } = edge();
  answers.keep('k', 'answer', LIFE, 10);
  ownMarks.mark(['c'], 1_500);
  expect(await answers.find('k')).toBe('answer');
  ownMarks.mark(['b'], 1_500);
  expect(await answers.find('k')).toBeNull();
});

it('does not serve what was overwritten before it was kept', async () => {
  const { answers, ownMarks } = edge();
  ownMarks.mark(['a'], 1_000);
  answers.keep('k', 'answer', LIFE, 10);
  expect(await answers.find('k')).toBeNull();
});

it('is bounded in bytes, the least recently used going first', async () => {
  const { answers } = edge();
  answers.keep('one', '1', LIFE, 400);
  answers.keep('two', '2', LIFE, 400);
  await answers.find('one');
  answers.keep('three', '3', LIFE, 400);
  expect([await answers.find('one'), await answers.find('two'), await answers.find('three')]).toEqual(['1', null, '3']);
});

it('looks at the marks of other processes twice a second, not at each hit', async () => {
  let writtenAt = 0;
  const { answers, looks, pass } = edge({ shared: () => [writtenAt, 0] });
  answers.keep('k', 'answer', LIFE, 10);
  for (let hit = 0; hit < 5; hit++) expect(await answers.find('k')).toBe('answer');
  expect(looks()).toBe(1);
  writtenAt = 1_100;
  pass(500);
  expect(await answers.find('k')).toBeNull();
});

it('serves nothing while the marks of other processes cannot be had', async () => {
  const { answers } = edge({ shared: () => null });
  answers.keep('k', 'answer', LIFE, 10);
  expect(await answers.find('k')).toBeNull();
});
