import { expect, it } from 'vitest';
import { judgeShadow, type ShadowPair } from './judge-shadow.ts';

const pair = (offP99: number, onP99: number, compared = 1): ShadowPair => ({
  offP99,
  onP99,
  offRate: 100,
  onRate: 100,
  compared,
});

it('judges by the median of the pairs, which one bad turn does not move', () => {
  expect(judgeShadow([pair(10, 10), pair(10, 11), pair(10, 90)])).toEqual({ ratio: 1.1, holds: true });
  expect(judgeShadow([pair(10, 12), pair(10, 12), pair(10, 9)])).toEqual({ ratio: 1.2, holds: false });
});

it('refuses to judge turns in which nothing was compared', () => {
  expect(() => judgeShadow([pair(10, 10), pair(10, 10, 0)])).toThrow('none in pair 2');
  expect(() => judgeShadow([])).toThrow('none');
});
