import { expect, it } from 'vitest';
import { configuredCandidateGate } from './configured-candidate-gate.js';

it('tells which configured candidate a rollout sets aside, and what becomes of it after a rollback', () => {
  const configured = { range: '^2.0.0', weight: 25, version: '2.0.0' };
  const text = (of: typeof configured, candidate: string) => configuredCandidateGate(of, candidate)?.lines.join('\n');
  expect(text(configured, '2.0.0')).toMatch(/candidate 2\.0\.0 with weight 25 % is set aside .* stays off, also over/);
  expect(text(configured, '3.0.0')).toMatch(/candidate 2\.0\.0 with weight 25 % is set aside .* gets that share again/);
  expect(configuredCandidateGate({ ...configured, version: null }, '2.1.0')?.lines[0]).toMatch(
    /\^2\.0\.0 .* stays off/,
  );
});

it('says nothing where none is configured, or it asks nobody', () => {
  expect(configuredCandidateGate(null, '2.0.0')).toBeNull();
  expect(configuredCandidateGate({ range: '^2.0.0', weight: 0, version: '2.0.0' }, '2.0.0')).toBeNull();
});
