import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { KnownOperation } from './known-operation.js';

/** The validated documents that are in use, by their text, and what is known of their operations. */
export interface KnownTexts {
  /** A document that has been found valid. */
  remember(text: string, document: DocumentNode): void;
  /** Undefined for a text that is new, or has long not been seen. */
  documentOf(text: string): DocumentNode | undefined;
  /** A text that callers ask for by its hash. */
  persist(hash: string, text: string): void;
  /** Undefined likewise. */
  persisted(hash: string): DocumentNode | undefined;
  of(document: DocumentNode, operationName: string | null | undefined): KnownOperation;
}

/** Most that the texts may take together, characters; a document takes some ten times as much. */
const MOST_CHARACTERS = 3 * 1024 * 1024;

export function createKnownTexts(of: KnownTexts['of']): KnownTexts {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_, text) => text.length,
  });
  const texts = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  return {
    of,
    documentOf: (text) => documents.get(text),
    persist(hash, text) {
      if (texts.peek(hash) !== text) texts.set(hash, text);
    },
    persisted(hash) {
      const text = texts.get(hash);
      return text === undefined ? undefined : documents.get(text);
    },
    remember(text, document) {
      if (documents.peek(text) !== document) documents.set(text, document);
    },
  };
}
