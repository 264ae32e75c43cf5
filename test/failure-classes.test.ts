import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Answer, VENDOR_ANSWERS } from './failure-classes/vendor-answers.js';
import { loadConnectors } from './vendor-table/connectors.js';

const connectors = await loadConnectors(fileURLToPath(new URL('..', import.meta.url)));

describe.each(connectors)('$id $version', ({ id, definition }) => {
  const classes = Object.entries(VENDOR_ANSWERS[id] ?? {});

  it('has answers of each class, or a reason why there are none', () => {
    expect(classes).toHaveLength(7);
    for (const [, answers] of classes) expect(answers.length).toBeGreaterThan(0);
  });

  const cases = classes.flatMap(([name, answers]) =>
    typeof answers === 'string' ? [] : answers.map((answer) => [name, answer.says, answer] as const),
  );
  it.each(cases)('takes for %s: %s', (name, _, answer) => {
    expect(classOf(answer)).toBe(name === 'partial' ? 'a success' : name);
  });

  function classOf({ status, body = null, headers }: Answer): string {
    return definition.classify({ status, body, headers: new Headers(headers) })?.class ?? 'a success';
  }
});
