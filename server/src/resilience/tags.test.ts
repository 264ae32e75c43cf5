import { expect, it } from 'vitest';
import { tagsOf, tagsOfWrite } from './tags.js';

const own = tagsOf('acme/score.byId', 'record', '7', { value: 1 });

it("an answer of a connector's own capability bears its name and its input", () => {
  expect(own).toContain('acme/score:7');
});

it.each([
  ['contact.upsert', { email: 'a@b.example' }],
  ['audienceMember.upsert', { email: 'a@b.example', audienceId: '1' }],
  ['person.erase', { email: 'a@b.example' }],
] as const)("a connector's %s drops what its own capabilities answered", (capability, input) => {
  const dropped = tagsOfWrite(capability, input as Parameters<typeof tagsOfWrite<typeof capability>>[1], null);
  expect(dropped.filter((tag) => own.includes(tag))).toHaveLength(1);
  expect(tagsOf('contact.byId', 'record', '7', null).filter((tag) => dropped.includes(tag))).toEqual([]);
});
