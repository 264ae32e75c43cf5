/** The object that a GraphQL enum is registered with: each name is its own value. */
export function enumOf<const N extends readonly string[]>(names: N): { [K in N[number]]: K } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [K in N[number]]: K };
}

/** A name of the code, e.g. `rolled-back`, as GraphQL has it: `ROLLED_BACK`. */
export function enumName<T extends string>(name: T): Uppercase<Underscored<T>> {
  return name.replaceAll('-', '_').toUpperCase() as Uppercase<Underscored<T>>;
}

type Underscored<T extends string> = T extends `${infer Head}-${infer Tail}` ? `${Head}_${Underscored<Tail>}` : T;
