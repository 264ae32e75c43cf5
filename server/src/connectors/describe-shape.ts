import type { z } from 'zod';
import { describeIssue, valueAt } from '../config/index.js';

/** What is wrong with a value, in words and by path, without repeating it. */
export function describeShape({ issues }: z.ZodError, value: unknown): string {
  return issues
    .map((issue) => {
      const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
      return `${path.join('.') || 'it'}: ${describeIssue(issue, valueAt(value, path), true)}`;
    })
    .join('; ');
}
