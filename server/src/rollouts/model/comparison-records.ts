/** How a value of the candidate can differ from stable's. */
export const DIFFERENCE_CLASSES = ['missing', 'extra', 'type', 'unit', 'format', 'order', 'value'] as const;

export type DifferenceClass = (typeof DIFFERENCE_CLASSES)[number];

/** Most samples that are kept of one field of one rollout; those that come first stay. */
export const MOST_SAMPLES = 20;

/** What one process compared at one field since it last told. Added to what is known. */
export interface ComparisonObservation {
  /** Type and field, e.g. `Contact.email`. */
  readonly coordinate: string;
  /** Compared pairs: one an operation. */
  readonly pairs: number;
  /** Pairs in which the candidate differs from stable and the second read of stable does not. */
  readonly candidateOnly: number;
  /** Pairs in which the second read of stable differs and the candidate does not: the field's own noise. */
  readonly noiseOnly: number;
  /** Of the pairs in which the candidate differs, how many differ in which way. */
  readonly byClass: Readonly<Partial<Record<DifferenceClass, number>>>;
  readonly samples: readonly DifferenceSample[];
}

/** One difference for an admin to look at. Texts are masked before they come here. */
export interface DifferenceSample {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly class: DifferenceClass;
  readonly stable: string;
  readonly candidate: string;
}

/** All that is known of one field. */
export interface ComparedField extends ComparisonObservation {
  /** Null while nobody has said that the differences are meant. */
  readonly accepted: Acceptance | null;
}

/** Who said that a field's differences are meant, when and why. */
export interface Acceptance {
  readonly by: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

/** What the shadow comparison found, of all processes together. */
export interface ComparisonRecords {
  /** Adds counts and samples; one transaction. A coordinate may come several times. */
  add(rollout: string, observations: readonly ComparisonObservation[]): Promise<void>;
  /** Every field that was compared or accepted, by coordinate; samples oldest first. */
  read(rollout: string): Promise<readonly ComparedField[]>;
  /** The differences of a field are meant, also before there are any. A second acceptance changes nothing: the first one stands. */
  accept(rollout: string, coordinate: string, acceptance: Acceptance): Promise<void>;
}
