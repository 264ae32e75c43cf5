/** What the names of types that a connector adds begin with, e.g. `AcmeCrm`. */
export function typePrefix(connector: string): string {
  return connector
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** What the names of fields that it adds to types of the gateway begin with, e.g. `acmeCrm`. */
export function fieldPrefix(connector: string): string {
  const prefix = typePrefix(connector);
  return prefix.slice(0, 1).toLowerCase() + prefix.slice(1);
}

/** Whether a name is the prefix, or goes on with another word: `postsGreeting` is in `posts`, `postscript` is not. */
export function isWithin(prefix: string, name: string): boolean {
  return name.startsWith(prefix) && !/^[a-z]/.test(name.slice(prefix.length));
}
