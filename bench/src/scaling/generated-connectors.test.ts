import { expect, it } from 'vitest';
import { fieldsConnector, smallConnector } from './generated-connectors.ts';

/** The SDL in a generated module. */
function sdlOf(module: string): string {
  return JSON.parse(/graph: (".*"),\n/.exec(module)?.[1] ?? 'null');
}

function fieldsIn(sdl: string): number {
  return sdl.split('\n').filter((line) => line.startsWith('  ')).length;
}

it('a connector of fields adds as many as were asked for', () => {
  for (const count of [100, 3_000]) expect(fieldsIn(sdlOf(fieldsConnector(count).module))).toBe(count);
});

it('small connectors stay in namespaces of their own', () => {
  const { id, module } = smallConnector(7);
  expect(id).toBe('scaling-0007');
  expect(sdlOf(module)).toContain('scaling0007: [Scaling0007] @capability(name: "scaling-0007/all"');
  expect(fieldsIn(sdlOf(module))).toBe(10);
});
