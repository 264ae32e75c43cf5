/** Says what is wrong with a value, one line a problem; nothing when it is right. `at`: place, e.g. `$.emails[0]`. */
export type Check = (value: unknown, at: string) => readonly string[];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const text = matching('a non-empty string', (value) => typeof value === 'string' && value !== '');
export const flag = matching('true or false', (value) => typeof value === 'boolean');
export const count = matching('a number of at least 0', (value) => typeof value === 'number' && value >= 0);
export const share = matching('a number from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1);
export const instant = matching(
  'an RFC 3339 instant in UTC',
  (value) => typeof value === 'string' && isTime(INSTANT, value),
);
export const date = matching('an ISO 8601 date', (value) => typeof value === 'string' && isTime(DATE, value));

export const money = object({
  amount: matching('a decimal string', (value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)),
  currency: matching('an ISO 4217 code', (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value)),
});

/** Exactly these fields, each right. */
export function object(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [expected('an object', value, at)];
    const row = value as Readonly<Record<string, unknown>>;
    return [
      ...Object.keys(row)
        .filter((name) => !Object.hasOwn(fields, name))
        .map((name) => `${at}.${name}: expected no such field`),
      ...Object.entries(fields).flatMap(([name, check]) => check(row[name], `${at}.${name}`)),
    ];
  };
}

export function listOf(item: Check): Check {
  return (value, at) =>
    Array.isArray(value)
      ? value.flatMap((element, index) => item(element, `${at}[${index}]`))
      : [expected('a list', value, at)];
}

/** A page: `items` and the cursor of the next. */
export function pageOf(item: Check): Check {
  return object({ items: listOf(item), next: orNull(text) });
}

export function orNull(check: Check): Check {
  return (value, at) => (value === null ? [] : check(value, at));
}

/** A field that may be left out. */
export function orAbsent(check: Check): Check {
  return (value, at) => (value === undefined ? [] : check(value, at));
}

export function literal(wanted: string): Check {
  return matching(`"${wanted}"`, (value) => value === wanted);
}

/** One of the keys; a record, so that the compiler sees to it that none of the union is left out. */
export function oneOf<K extends string>(members: Readonly<Record<K, true>>): Check {
  return matching(
    `one of ${Object.keys(members).join(', ')}`,
    (value) => typeof value === 'string' && Object.hasOwn(members, value),
  );
}

function matching(wanted: string, holds: (value: unknown) => boolean): Check {
  return (value, at) => (holds(value) ? [] : [expected(wanted, value, at)]);
}

function expected(wanted: string, value: unknown, at: string): string {
  return `${at}: expected ${wanted}, but got ${value === undefined ? 'nothing' : JSON.stringify(value)}`;
}

function isTime(form: RegExp, value: string): boolean {
  return form.test(value) && !Number.isNaN(Date.parse(value));
}
