/** One object of the CRM as kept here; each API generation has its own rendering of it. */
export interface CrmRecord {
  id: number;
  /** By property name; instants as epoch milliseconds in decimal. A property without a value is absent. */
  values: Readonly<Record<string, string>>;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
}
