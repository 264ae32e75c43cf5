import type { DocumentNode } from 'graphql';

/**
 * Remembers what is made of an operation's document, which Apollo Server keeps for as long as the operation is in use:
 * a repeated one is walked once.
 */
export function byOperation<V>(
  make: (document: DocumentNode, operationName: string | null | undefined) => V,
): (document: DocumentNode, operationName: string | null | undefined) => V {
  const made = new WeakMap<DocumentNode, Map<string, V>>();
  return (document, operationName) => {
    let byName = made.get(document);
    if (byName === undefined) {
      byName = new Map();
      made.set(document, byName);
    }
    const name = operationName ?? '';
    let value = byName.get(name);
    if (value === undefined) {
      value = make(document, operationName);
      byName.set(name, value);
    }
    return value;
  };
}
