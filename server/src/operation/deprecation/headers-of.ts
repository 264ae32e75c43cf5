import type { UsedDeprecation } from './used-deprecation.js';

/** Response headers by lower-case name; those that do not apply are left out. */
export type DeprecationHeaders = {
  /** When the first of them was deprecated, as a structured-field date (RFC 9745 section 2.1): `@1795392000`. */
  deprecation?: string;
  /** When the first of them may be gone, as an HTTP-date (RFC 8594 section 3). */
  sunset?: string;
  /** The guides, each once (RFC 9745 section 3). */
  link?: string;
};

/** What an HTTP client is told when an operation uses something deprecated; nothing when it does not. */
export function headersOf(used: readonly UsedDeprecation[]): DeprecationHeaders {
  if (used.length === 0) return {};
  const guides = [...new Set(used.map(({ guide }) => guide))];
  return {
    deprecation: `@${earliest(used.map(({ since }) => since)).getTime() / 1_000}`,
    sunset: earliest(used.map(({ sunset }) => sunset)).toUTCString(),
    link: guides.map((guide) => `<${guide}>; rel="deprecation"; type="text/html"`).join(', '),
  };
}

/** ISO 8601 dates sort as text; a date alone is midnight UTC. */
function earliest(dates: readonly string[]): Date {
  return new Date([...dates].sort()[0]!);
}
