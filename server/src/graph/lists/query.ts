/** The part of a page's input that says which items are wanted. */
export function queryOf({ query }: { query?: string | null }): { query?: string } {
  return query == null || query === '' ? {} : { query };
}
