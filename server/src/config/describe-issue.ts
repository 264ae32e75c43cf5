import type { z } from 'zod';
import { nearest } from './nearest.js';
import type { SettingPath } from './setting-path.js';

type Issue = z.core.$ZodIssue;

/**
 * What was expected and what came, in words. `shown`: whether the value itself may appear (it is no secret).
 * `form`: what the setting takes, where that says more than the issue does.
 */
export function describeIssue(issue: Issue, value: unknown, shown: boolean, form: string | null = null): string {
  // A rule over several settings says more than the form of one.
  const rule = issue.code === 'custom' ? customised(issue.message, '') : '';
  const expected = rule || (form ?? expectation(issue));
  if (value === undefined) return `expected ${expected}, but it is missing`;
  const hint =
    issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'number'
      ? '; put it in quotes'
      : '';
  return `expected ${expected}, but got ${received(value, shown)}${hint}${shown ? suggestion(issue, value) : ''}`;
}

/** What a mistyped word most likely meant. */
function suggestion(issue: Issue, value: unknown): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return '';
  const meant = nearest(value, issue.values.map(String));
  return meant === null ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}

/** A name that no setting has, with what it likely meant. */
export function describeUnknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  if (meant !== null) return `is no setting; did you mean "${meant}"?`;
  return known.length === 0 ? 'is no setting' : `is no setting here; expected one of ${known.join(', ')}`;
}

/** Text and numbers as they were written; of a secret and of anything larger only the kind. */
function received(value: unknown, shown: boolean): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const kind = KINDS[typeof value] ?? typeof value;
  if (!shown) return typeof value === 'string' && value === '' ? 'empty text' : `${kind} (not shown)`;
  return typeof value === 'string' ? JSON.stringify(value) : `the ${typeof value} ${String(value)}`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : 'another form';
    case 'too_small':
      return size(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue);
    case 'too_big':
      return size(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue);
    case 'invalid_format':
      return FORMATS[issue.format] ?? customised(issue.message, `text that matches ${issue.pattern ?? issue.format}`);
    case 'invalid_key':
      return customised(issue.issues[0]?.message, 'another name');
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return customised(issue.message, 'another value');
  }
}

function size(
  bound: string,
  limit: number | bigint,
  { origin, exact }: { origin: string; exact?: boolean | undefined },
): string {
  const amount = exact ? `exactly ${limit}` : `${bound} ${limit}`;
  if (origin === 'string') return limit === 1 && !exact ? 'some text' : `text of ${amount} characters`;
  return origin === 'array' ? `a list of ${amount} items` : `a number of ${amount}`;
}

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;

/** The schema's own wording ("must be …") where it gives one. */
function customised(message: string | undefined, otherwise: string): string {
  return message?.startsWith('must be ') ? message.slice('must be '.length) : otherwise;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

const FORMATS: Readonly<Record<string, string>> = {
  url: 'an absolute URL such as https://api.example.com',
  datetime: 'an instant in ISO 8601 such as 2027-01-31T00:00:00Z',
};

/** Settings of which no message repeats the value, wherever the value came from. */
export function isSecret(path: SettingPath): boolean {
  return path.some((part) => typeof part === 'string' && SECRET.has(part));
}

const SECRET = new Set(['credential', 'settings', 'keyHash', 'redisUrl', 'databaseUrl']);
