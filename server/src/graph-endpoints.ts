import type { GraphEndpoint, GraphService } from './http/index.js';
import { MAJORS, NEWEST_MAJOR, type OperationContext } from './operation/index.js';

/** One endpoint for each major. `services`: what answers now, in the order of the majors. */
export function createGraphEndpoints(
  services: () => readonly GraphService<OperationContext>[],
): readonly GraphEndpoint<OperationContext>[] {
  return MAJORS.map(({ number: major, sunset }, index) => ({
    major,
    sunset,
    paths: major === NEWEST_MAJOR ? [`/v${major}/graphql`, '/graphql'] : [`/v${major}/graphql`],
    // There is one for each major.
    service: () => services()[index] as GraphService<OperationContext>,
  }));
}
