/** Whom a vendor shall forget: by e-mail address. */
export interface ErasureInput {
  email: string;
}

/**
 * What a vendor did. `erased`: gone for good; `accepted`: the vendor works on it and tells no more; `recoverable`:
 * deleted, but the vendor keeps it restorable for a while; `not-found`: there was nobody, and nothing was changed.
 */
export type ErasureStatus = 'erased' | 'accepted' | 'recoverable' | 'not-found';

export interface ErasureOutcome {
  status: ErasureStatus;
  /** Vendor ids of the records that were erased. */
  ids: readonly string[];
  /** What a person should know, e.g. how long it stays restorable; null when there is nothing to add. */
  note: string | null;
}
