import { z } from 'zod';

/** The errors that a Google Ads answer or a partial failure carries, flat. */
export interface AdsError {
  /** The kind of code, e.g. `quotaError`. */
  kind: string;
  /** E.g. `RESOURCE_EXHAUSTED`. */
  code: string;
  message: string;
  /** The wait that a quota error names, in milliseconds. */
  retryDelayMs?: number;
  /** Place in the request's list of items, for errors of one item. */
  index?: number;
}

/**
 * A failure's errors from the `details` of a `google.rpc.Status`. Told by their shape: the `@type` names the version
 * of the API and changes with each.
 */
export function adsErrors(details: readonly unknown[] | undefined): AdsError[] {
  return (details ?? []).flatMap((detail) => failureSchema.safeParse(detail).data?.errors ?? []);
}

/** Why Google refused a request before its product saw it, e.g. `ACCESS_TOKEN_SCOPE_INSUFFICIENT`. */
export function reasonOf(details: readonly unknown[] | undefined): string | undefined {
  return details?.map((detail) => reasonSchema.safeParse(detail).data?.reason).find((reason) => reason !== undefined);
}

const reasonSchema = z.object({ reason: z.string() });

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?s$/)
  .transform((value) => Math.ceil(Number(value.slice(0, -1)) * 1_000));

const errorSchema = z
  .object({
    errorCode: z.record(z.string(), z.unknown()).catch({}),
    message: z.string().catch(''),
    details: z
      .object({ quotaErrorDetails: z.object({ retryDelay: duration.optional() }) })
      .optional()
      .catch(undefined),
    location: z
      .object({
        fieldPathElements: z.array(z.object({ fieldName: z.string(), index: z.int().min(0).optional() })),
      })
      .optional()
      .catch(undefined),
  })
  .transform(({ errorCode, message, details, location }): AdsError => {
    const [[kind, code] = ['', 'UNKNOWN']] = Object.entries(errorCode);
    const retryDelayMs = details?.quotaErrorDetails.retryDelay;
    const [element] = location?.fieldPathElements ?? [];
    return {
      kind,
      code: String(code),
      message,
      ...(retryDelayMs === undefined ? {} : { retryDelayMs }),
      // Zero is left out, as every zero.
      ...(element === undefined ? {} : { index: element.index ?? 0 }),
    };
  });

const failureSchema = z.object({ errors: z.array(errorSchema).min(1) });
