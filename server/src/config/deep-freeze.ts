/** Freezes a tree of plain objects and lists, and returns it. */
export function deepFreeze<T>(tree: T): T {
  if (typeof tree === 'object' && tree !== null && !Object.isFrozen(tree)) {
    Object.freeze(tree);
    for (const child of Object.values(tree)) deepFreeze(child);
  }
  return tree;
}
