/** Fields without `undefined`: one that is left out has no member, so that it stays as it is; null empties it. */
export function givenFields<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

type OptionalKey<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

export type Given<T> = Omit<T, OptionalKey<T>> & { [K in OptionalKey<T>]?: Exclude<T[K], undefined> };
