/** Parts of an answer, by path: `members.email_address` goes through the array `members`. */
interface Selection {
  [part: string]: Selection;
}

/**
 * The answer cut to the query's `fields`, or without its `exclude_fields`; both are comma-separated paths. `fields`
 * wins when both are given.
 */
export function selectFields(answer: object, query: { fields?: string; exclude_fields?: string }): unknown {
  if (query.fields !== undefined) return keep(answer, parse(query.fields));
  if (query.exclude_fields !== undefined) return drop(answer, parse(query.exclude_fields));
  return answer;
}

function parse(paths: string): Selection {
  const selection: Selection = {};
  for (const path of paths.split(',')) {
    let at = selection;
    for (const part of path.trim().split('.')) {
      at[part] ??= {};
      at = at[part];
    }
  }
  return selection;
}

function keep(value: unknown, selection: Selection): unknown {
  if (isLeaf(selection)) return value;
  return eachEntry(value, (name, inner) => {
    const part = selection[name];
    return part === undefined ? undefined : keep(inner, part);
  });
}

function drop(value: unknown, selection: Selection): unknown {
  return eachEntry(value, (name, inner) => {
    const part = selection[name];
    if (part === undefined) return inner;
    return isLeaf(part) ? undefined : drop(inner, part);
  });
}

/** Maps an object's entries, leaving out those mapped to undefined, or each object of an array. */
function eachEntry(value: unknown, map: (name: string, inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => eachEntry(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const mapped = map(name, inner);
      return mapped === undefined ? [] : [[name, mapped]];
    }),
  );
}

function isLeaf(selection: Selection): boolean {
  return Object.keys(selection).length === 0;
}
