import { InvalidArgumentError } from 'commander';

/** What of a plan can be said on the command line. */
export interface PlanOptions {
  /** Semver range. */
  to: string;
  steps?: readonly StepInput[];
  approval?: boolean;
  stickyBy?: 'user' | 'tenant' | 'client';
}

export interface StepInput {
  shadow?: number;
  weight?: number;
}

/** Reads `shadow:20,1,5,25`. Throws InvalidArgumentError. */
export function parseSteps(text: string): readonly StepInput[] {
  return text.split(',').map((part) => {
    const [, shadow, percent] = /^(shadow:)?(\d{1,3}(?:\.\d+)?)%?$/.exec(part.trim()) ?? [];
    const value = Number(percent);
    if (percent === undefined || value <= 0 || value > 100) {
      throw new InvalidArgumentError(
        `Expected steps such as shadow:20,1,5,25,50,95 (per cent above 0, to 100), but got "${part}".`,
      );
    }
    return shadow === undefined ? { weight: value } : { shadow: value };
  });
}

export const STICKY_BY = ['user', 'tenant', 'client'] as const;

/** As the admin endpoint takes it; what is left out takes the default plan's. */
export function planInput({ steps, approval, stickyBy }: PlanOptions): Record<string, unknown> {
  return {
    ...(steps === undefined ? {} : { steps }),
    ...(approval ? { advance: 'APPROVAL' } : {}),
    ...(stickyBy === undefined ? {} : { stickyBy: stickyBy.toUpperCase() }),
  };
}
