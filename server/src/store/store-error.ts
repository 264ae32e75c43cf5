export const STORE_CODES = [
  /** The database was used by a newer program than this one. */
  'STORE_NEWER',
  /** The database cannot be opened: away, no rights, no such folder, not a database. */
  'STORE_UNUSABLE',
  /** There is no store yet where one is to be read. */
  'STORE_NOT_FOUND',
  /** A dump is to go into a store that already holds something. */
  'STORE_NOT_EMPTY',
  /** A gateway works with the store that is to be replaced. */
  'STORE_IN_USE',
  /** A file is in the way of the dump. */
  'STORE_DUMP_EXISTS',
  /** Not a dump of a store, or one that is damaged or cut short. */
  'STORE_DUMP_INVALID',
  /** The dump was made by a newer program than this one. */
  'STORE_DUMP_NEWER',
] as const;

export type StoreCode = (typeof STORE_CODES)[number];

/** The store cannot do what was asked. The message says what was expected, what came, and what to do; never a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
