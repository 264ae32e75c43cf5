/** Way to a setting: keys of maps, indexes of lists. */
export type SettingPath = readonly (string | number)[];

/** As written in messages, e.g. `clients[0].tenant`. */
export function pathText(path: SettingPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined,
    root,
  );
}
