/** Work that is done once, whoever asks for it and in whichever process: what came of it is kept under a key. */
export interface OnceMemory {
  /**
   * Resolves when nobody else holds the key; those of one process who wait for it get it in the order of their asking.
   * Rejects when the memory cannot be asked: then nobody knows whether the work was done.
   */
  claim(key: string): Promise<OnceClaim>;
}

/** Leave to do the work of a key. Must be released. */
export interface OnceClaim {
  /** What the last holder kept; undefined where there is nothing. Plain data: it may have come from another process. */
  readonly kept: unknown;
  /**
   * Gives the key back; later calls do nothing. A promise resolves once what is kept outlives this process, or after a
   * moment in which that could not be had; it never rejects.
   *
   * @param value what is kept from now on, plain data; undefined for nothing
   * @param size what it takes of the memory, at least 1
   */
  release(value: unknown, size?: number): void | Promise<void>;
}
