import { Extensions } from 'type-graphql';

/** Why a member is on its way out, and what takes its place. */
export interface Deprecation {
  /** Date the deprecation was announced, ISO 8601 date. Sent as `Deprecation` (RFC 9745). */
  since: string;
  reason: string;
  /** Schema coordinate to use instead, e.g. `Contact.fullName`. */
  replacement: string;
  /** First API major that has the replacement, where that is a later one; filled in by the views. */
  replacementMajor?: number;
  /** Date after which the member may be gone, ISO 8601 date. Sent as `Sunset` (RFC 8594). */
  sunset: string;
  /** The migration guide, relative to the repository. */
  guide: string;
}

/** One record of a member's life, from which views, headers, warnings, snapshots and guides are made. */
export interface MemberLifecycle {
  /** First API major that shows the member; 1 when left out. */
  since?: number;
  /** First API major that no longer shows it. */
  removedIn?: number;
  /** Name under which the views show it, when it differs from the member's own. */
  exposedAs?: string;
  deprecated?: Deprecation;
}

/** Key under which a built field carries its lifecycle in `extensions`. */
export const LIFECYCLE = 'lifecycle';

/** Records the life of a field. Members without it have lived since major 1. */
export function Lifecycle(record: MemberLifecycle): MethodDecorator & PropertyDecorator {
  return Extensions({ [LIFECYCLE]: record }) as MethodDecorator & PropertyDecorator;
}
