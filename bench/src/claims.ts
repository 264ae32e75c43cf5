/** Names of the measurements that claims are made of. */
export const CANARY_CHOICE = 'route choice, a candidate at 10 %';
export const ROUTED_SOURCE = 'a ready source';
export const CANARY_ROUTE = 'a ready source, routed';
export const USAGE_OF_DEPRECATED = 'usage: two deprecated fields of a known document';
export const USAGE_OF_OPERATION = 'usage: an operation';
export const USAGE_OF_FIELDS = 'usage: the fields of a known operation';
export const KEPT_ON_STABLE = 'kept on stable: one of 1,001 callers';
export const PROVENANCE_OFF = 'provenance off, 11 values';

/** What a layer adds to an operation: the sum of some measurements, less that of others which it contains. */
export interface Claim {
  layer: string;
  adds: readonly string[];
  less: readonly string[];
  /** Nanoseconds an operation. */
  most: number;
}

export const CLAIMS: readonly Claim[] = [
  { layer: 'canary routing', adds: [CANARY_CHOICE, CANARY_ROUTE], less: [ROUTED_SOURCE], most: 2_000 },
  { layer: 'usage counting', adds: [USAGE_OF_DEPRECATED, USAGE_OF_OPERATION], less: [], most: 2_000 },
  { layer: 'usage of fields', adds: [USAGE_OF_FIELDS], less: [], most: 2_000 },
  { layer: 'callers kept on stable', adds: [KEPT_ON_STABLE], less: [], most: 2_000 },
  { layer: 'provenance off', adds: [PROVENANCE_OFF], less: [], most: 2_000 },
];

export interface JudgedClaim extends Claim {
  /** Nanoseconds an operation; null where a measurement is missing. */
  nanoseconds: number | null;
  holds: boolean;
}

/** @param nanoseconds of a call, by the measurement's name */
export function judgeClaims(
  nanoseconds: ReadonlyMap<string, number>,
  claims: readonly Claim[],
): readonly JudgedClaim[] {
  return claims.map((claim) => {
    const parts = [
      ...claim.adds.map((name) => nanoseconds.get(name)),
      ...claim.less.map((name) => negated(nanoseconds.get(name))),
    ];
    const sum = parts.reduce<number>((total, part) => total + (part ?? Number.NaN), 0);
    const measured = Number.isNaN(sum) ? null : sum;
    return { ...claim, nanoseconds: measured, holds: measured !== null && measured <= claim.most };
  });
}

/** A line for each claim. */
export function claimsText(judged: readonly JudgedClaim[]): string {
  return judged
    .map(({ layer, nanoseconds, most, holds }) => {
      const measured = nanoseconds === null ? 'not measured' : `${micros(nanoseconds)} µs`;
      return `${layer}: ${measured} an operation, claimed ≤ ${micros(most)} µs: ${holds ? 'holds' : 'FALLS SHORT'}`;
    })
    .join('\n');
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function micros(nanoseconds: number): string {
  return (nanoseconds / 1_000).toFixed(2);
}
