/** Calls of one account to one route of one vendor since the last reset. */
export interface CallCount {
  vendor: string;
  /** Null when the request carried no credential that the vendor knows. */
  account: string | null;
  method: string;
  /** The vendor's route template, e.g. `/crm/v3/objects/contacts/:id`; `*` for a path that the vendor does not have. */
  route: string;
  count: number;
  /** By HTTP status; `none` counts the calls that a fault left without an answer. Calls in flight are in neither. */
  statuses: Record<string, number>;
}

type CallKey = Pick<CallCount, 'vendor' | 'account' | 'method' | 'route'>;

/** Counts the calls that arrive at the vendors. */
export class CallLog {
  readonly #counts = new Map<string, CallCount>();

  /** Counts an arriving call; the function it returns is told how the call ended. */
  begin({ vendor, account, method, route }: CallKey): (status: number | 'none') => void {
    const key = JSON.stringify([vendor, account, method, route]);
    let entry = this.#counts.get(key);
    if (!entry) {
      entry = { vendor, account, method, route, count: 0, statuses: {} };
      this.#counts.set(key, entry);
    }
    const counted = entry;
    counted.count += 1;
    return (status) => {
      counted.statuses[status] = (counted.statuses[status] ?? 0) + 1;
    };
  }

  list(filter: { vendor?: string; account?: string } = {}): CallCount[] {
    return [...this.#counts.values()].filter(
      (entry) =>
        (filter.vendor === undefined || entry.vendor === filter.vendor) &&
        (filter.account === undefined || entry.account === filter.account),
    );
  }

  reset(): void {
    this.#counts.clear();
  }
}
