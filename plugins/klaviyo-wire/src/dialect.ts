import type { Call, QueryValue, VendorRequest, VendorResponse } from '@selvedge/connector-api';
import type { Page, PageInput } from '@selvedge/schema';

/** How one revision of Klaviyo's API is spoken to. */
export interface Dialect {
  /** Sent with each request, e.g. `2026-07-15`. */
  revision: string;
  /** Media type of bodies, both ways. */
  mediaType: string;
  /** Whether paths end with a slash. */
  trailingSlash: boolean;
  paging: Paging;
  /** Most profiles in one answer, of the account and of one list. */
  profilesAtOnce: number;
  membersAtOnce: number;
  /** Asked with each read of whole profiles. */
  profileQuery: Readonly<Record<string, QueryValue>>;
  /** Asked with each list of lists and of a list's members, so that pages keep their order. */
  listOrder: Readonly<Record<string, QueryValue>>;
  memberOrder: Readonly<Record<string, QueryValue>>;
  /** Names of an event's neighbours in `include`. */
  eventNeighbours: string;
}

/** How a revision cuts a list into pages. */
export interface Paging {
  /** The parameters that ask for a page. `largest`: the most items that the operation answers. */
  query(input: PageInput, largest: number): Readonly<Record<string, QueryValue>>;
  /** The page that was asked for. `rows`: all that came; `next`: Klaviyo's cursor of what follows, null at the end. */
  page<R>(input: PageInput, rows: readonly R[], next: string | null): Page<R>;
}

export type DialectRequest<T> = Omit<VendorRequest<T>, 'headers'>;

/** Sends a request in the dialect: its revision, media type and form of paths. */
export function send<T>(call: Call, dialect: Dialect, request: DialectRequest<T>): Promise<VendorResponse<T>> {
  const { revision, mediaType, trailingSlash } = dialect;
  return call.fetch({
    ...request,
    path: trailingSlash ? `${request.path}/` : request.path,
    headers: {
      revision,
      accept: mediaType,
      ...(request.json === undefined ? {} : { 'content-type': mediaType }),
    },
  });
}
