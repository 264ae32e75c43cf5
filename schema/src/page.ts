/** Asks for one page of a list. */
export interface PageInput {
  /** Largest number of items wanted, 1 to 100. */
  first: number;
  /** The vendor's own cursor from `Page.next`, or null for the first page. */
  after: string | null;
  /** Free text that items must match, in the vendor's own sense; left out for all. */
  query?: string;
}

/** One page of a list. */
export interface Page<R> {
  items: readonly R[];
  /** Cursor of the following page, or null when this is the last. */
  next: string | null;
}
