import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { SettingPath } from './setting-path.js';

export interface Position {
  line: number;
  column: number;
}

/** Where the settings of a document stand. */
export interface Positions {
  /** Of a setting's value; where it is missing, of the nearest key above it. */
  ofValue(path: SettingPath): Position;
  /** Of a setting's name. */
  ofKey(path: SettingPath): Position;
}

/** Reads positions from a parsed document; aliases are followed to what they stand for. */
export function positionsOf(document: Document, lines: LineCounter): Positions {
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const ofKey = (path: SettingPath): Position => {
    let node: Node | null = document.contents;
    let offset = document.contents?.range?.[0] ?? 0;
    for (const part of path) {
      const step = child(document, node, part);
      if (step === null) break;
      offset = step.offset ?? offset;
      node = step.node;
    }
    return at(offset);
  };
  return {
    ofKey,
    ofValue: (path) => {
      let node: Node | null = document.contents;
      for (const part of path) {
        const step = child(document, node, part);
        if (step?.node == null) return ofKey(path);
        node = step.node;
      }
      return node?.range ? at(node.range[0]) : ofKey(path);
    },
  };
}

/** Steps into a map or list: where the key (or item) starts, and the node it holds. */
function child(
  document: Document,
  parent: Node | null,
  part: string | number,
): { offset: number | undefined; node: Node | null } | null {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return isNode(item) ? { offset: item.range?.[0], node: item } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  if (pair === undefined || !isNode(pair.key)) return null;
  return { offset: pair.key.range?.[0], node: isNode(pair.value) ? pair.value : null };
}
