import type { Deprecation } from '@selvedge/schema';

/** One use of a deprecated member in an operation; the form in which `extensions.deprecations` tells of it. */
export interface UsedDeprecation extends Omit<Deprecation, 'guide'> {
  /** Public address of the guide. */
  guide: string;
  /** The member as the called major shows it: `Contact.name`, `Query.deals(first:)`, `Channel.EMAIL`. */
  coordinate: string;
  /** Where in the answer, by response names and without list indices; where in the arguments for inputs: `['deals', 'name']`. */
  path: readonly string[];
}

/** Public address of a guide, from its path in the repository (`Deprecation.guide`). */
export function guideUrl(guide: string): string {
  return `${GUIDES}/${guide}`;
}

const GUIDES = 'https://github.com/selvedge-dev/selvedge/blob/main';
