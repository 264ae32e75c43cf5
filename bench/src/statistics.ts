/** How much more one contender does than another, of interleaved pairs. */
export interface Ratio {
  /** The geometric mean of the pairs' ratios. */
  mean: number;
  /** The ends of the 95 % confidence interval; both are the mean where a single pair tells nothing of the spread. */
  low: number;
  high: number;
  pairs: number;
}

/** Two-sided 95 % quantiles of Student's t, by degrees of freedom from 1. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
];

/** The middle value; of an even number, the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/**
 * The ratio of two series that were measured in turn, and Student's t interval over the logarithms of the pairs' ratios:
 * what both of a pair suffered cancels out, and a ratio and its reciprocal give the same answer.
 * @throws Error when the series are of different lengths, empty, or hold what is not above 0
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  if (ours.length === 0 || ours.length !== theirs.length)
    throw new Error(`Expected as many measurements of one as of the other, got ${ours.length} and ${theirs.length}`);
  const logs = ours.map((value, at) => Math.log(value / theirs[at]!));
  if (!logs.every(Number.isFinite)) throw new Error('Expected measurements above 0');
  const mean = sum(logs) / logs.length;
  const half = logs.length === 1 ? 0 : student(logs.length - 1) * standardError(logs, mean);
  return { mean: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half), pairs: logs.length };
}

/** As `ratioOf`; null where a turn was without an answer, of which nothing can be said. */
export function ratioOrNull(ours: readonly number[], theirs: readonly number[]): Ratio | null {
  return [...ours, ...theirs].every((value) => value > 0) ? ratioOf(ours, theirs) : null;
}

/** A straight line through points: by how much `y` grows with each unit of `x`. */
export interface Slope {
  slope: number;
  /** The ends of the 95 % confidence interval. */
  low: number;
  high: number;
}

/**
 * Least squares, with Student's t interval of the slope (simple linear regression, e.g. Montgomery, Peck and Vining,
 * "Introduction to Linear Regression Analysis", section 2.4).
 * @throws Error with fewer than three points, or all at one place
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  if (points.length < 3)
    throw new Error(`Expected three points or more for a line and its spread, got ${points.length}`);
  const meanX = sum(points.map(([x]) => x)) / points.length;
  const meanY = sum(points.map(([, y]) => y)) / points.length;
  const spreadX = sum(points.map(([x]) => (x - meanX) ** 2));
  if (spreadX === 0) throw new Error('Expected points at several places, got all at one');
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spreadX;
  const residuals = sum(points.map(([x, y]) => (y - meanY - slope * (x - meanX)) ** 2));
  const half = student(points.length - 2) * Math.sqrt(residuals / (points.length - 2) / spreadX);
  return { slope, low: slope - half, high: slope + half };
}

function standardError(values: readonly number[], mean: number): number {
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

function student(degrees: number): number {
  return STUDENT[degrees - 1] ?? 1.96;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
