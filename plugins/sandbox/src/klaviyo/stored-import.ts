/** What could not be imported, and why. */
export interface ImportError {
  id: string;
  code: string;
  title: string;
  detail: string;
  pointer: string;
  originalPayload: Readonly<Record<string, unknown>>;
}

/** A bulk import. Instants are epoch milliseconds. */
export interface ImportJob {
  id: string;
  listId: string | null;
  total: number;
  errors: readonly ImportError[];
  createdAt: number;
}
