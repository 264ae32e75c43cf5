import { expect, it, vi } from 'vitest';
import { abortSignalOf, Stop } from './stop.js';

it('tells each listener once, and those that left not at all', () => {
  const stop = new Stop();
  const [stays, leaves] = [vi.fn(), vi.fn()];
  stop.addEventListener('abort', stays);
  stop.addEventListener('abort', leaves);
  stop.removeEventListener('abort', leaves);
  stop.stop('first');
  stop.stop('second');
  expect([stays.mock.calls.length, leaves.mock.calls.length]).toEqual([1, 0]);
  expect([stop.aborted, stop.reason]).toEqual([true, 'first']);
  expect(() => stop.throwIfAborted()).toThrow('first');
});

it('does not tell who comes late, as an AbortSignal does not', () => {
  const stop = new Stop();
  stop.stop('over');
  const late = vi.fn();
  stop.addEventListener('abort', late);
  expect(late).not.toHaveBeenCalled();
});

it('becomes a real signal, before or after', () => {
  const [before, after] = [new Stop(), new Stop()];
  const signal = abortSignalOf(before);
  before.stop('why');
  after.stop('why');
  for (const each of [signal, abortSignalOf(after)]) expect([each.aborted, each.reason]).toEqual([true, 'why']);
  expect(abortSignalOf(before)).toBe(signal);
});

it('leaves a real signal as it is', () => {
  const { signal } = new AbortController();
  expect(abortSignalOf(signal)).toBe(signal);
});
