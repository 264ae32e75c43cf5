/** Id of the connector that a record came from. */
export function sourceOf(record: object): string {
  return (record as { source: { connector: string } }).source.connector;
}
