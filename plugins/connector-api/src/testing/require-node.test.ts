import { expect, it } from 'vitest';
import { requireNode } from './require-node.js';

it('says which Node the suite needs, on an older one', () => {
  expect(() => requireNode('v20.20.2')).toThrow('needs Node 24 or newer, but this is v20.20.2.');
  expect(() => requireNode('v24.0.0')).not.toThrow();
});
