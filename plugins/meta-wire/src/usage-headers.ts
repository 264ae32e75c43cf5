import { retryAfterMs } from '@selvedge/connector-api';
import { z } from 'zod';

/**
 * The longest wait that the usage headers of a throttled answer name, in milliseconds; undefined when none does.
 * `x-business-use-case-usage` counts it in minutes, `x-ad-account-usage` in seconds; both are JSON in a string.
 */
export function regainAccessMs(headers: Headers): number | undefined {
  const minutes = useCasesOf(headers).map((useCase) => useCase.estimated_time_to_regain_access * MINUTE_MS);
  const account = parse(accountSchema, headers.get('x-ad-account-usage'));
  const longest = Math.max(0, ...minutes, (account?.reset_time_duration ?? 0) * SECOND_MS);
  return longest > 0 ? longest : retryAfterMs(headers);
}

/** What `x-business-use-case-usage` says, per use case; `call_count` is the share of the hour's calls used, in percent. */
export function useCasesOf(headers: Headers): readonly z.output<typeof useCaseSchema>[] {
  return Object.values(parse(useCasesSchema, headers.get('x-business-use-case-usage')) ?? {}).flat();
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const useCaseSchema = z.object({
  type: z.string().catch(''),
  call_count: z.number().min(0).max(100).catch(0),
  estimated_time_to_regain_access: z.number().min(0).catch(0),
  ads_api_access_tier: z.string().optional().catch(undefined),
});
const useCasesSchema = z.record(z.string(), z.array(useCaseSchema));
const accountSchema = z.object({ reset_time_duration: z.number().min(0).catch(0) });

function parse<T>(schema: z.ZodType<T>, header: string | null): T | undefined {
  if (header === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(header)).data;
  } catch {
    return undefined;
  }
}
