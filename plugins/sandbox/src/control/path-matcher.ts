import { literalPattern } from '../literal-pattern.js';

/** Without `*` the pattern is a prefix; with it the whole path must fit: `*` stops at a slash, `**` does not. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  if (!pattern.includes('*')) return (path) => path.startsWith(pattern);
  const expression = pattern
    .split(/(\*+)/)
    .map((part) => (part.startsWith('*') ? (part === '*' ? '[^/]*' : '.*') : literalPattern(part)))
    .join('');
  const whole = new RegExp(`^${expression}$`);
  return (path) => whole.test(path);
}
