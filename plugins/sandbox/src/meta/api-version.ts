import type { NodeType } from './graph.js';

/** Versions of the API that live, oldest first. */
export const API_VERSIONS = ['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

/**
 * Whether a node's field is there at a version. From v21 to v25 one field of an ad set was renamed; at which step in
 * between is the sandbox's guess.
 */
export function hasField(version: ApiVersion, type: NodeType, field: string): boolean {
  const lives = RENAMED[`${type}.${field}`];
  return lives === undefined || lives(API_VERSIONS.indexOf(version));
}

const RENAMED_AT = API_VERSIONS.indexOf('v22.0');
const RENAMED: Readonly<Record<string, (at: number) => boolean>> = {
  'AdSet.instagram_actor_id': (at) => at < RENAMED_AT,
  'AdSet.instagram_user_id': (at) => at >= RENAMED_AT,
};
