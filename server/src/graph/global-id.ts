import { badUserInput } from './coded-error.js';
import { pack, unpack } from './opaque.js';

/** Kinds of things that have a global id. */
export const NODE_KINDS = [
  'Customer',
  'Contact',
  'Company',
  'Deal',
  'Owner',
  'Audience',
  'AudienceMember',
  'Event',
  'EmailCampaign',
  'AdCampaign',
  'AdSet',
  'Ad',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export interface GlobalId {
  kind: NodeKind;
  connector: string;
  /** The vendor's own id. */
  id: string;
}

export function encodeGlobalId({ kind, connector, id }: GlobalId): string {
  return pack([kind, connector, id]);
}

/** Throws `BAD_USER_INPUT` when the text is no global id. */
export function decodeGlobalId(text: string): GlobalId {
  const known = parseGlobalId(text);
  if (known !== null) return known;
  throw badUserInput(`Expected the global id of a node, as its field "id" gives it, but got "${text}".`);
}

/** As `decodeGlobalId`, but null for a text that is none. */
export function parseGlobalId(text: string): GlobalId | null {
  const [kind, connector, id] = unpack(text) ?? [];
  return isNodeKind(kind) && typeof connector === 'string' && typeof id === 'string' ? { kind, connector, id } : null;
}

function isNodeKind(kind: unknown): kind is NodeKind {
  return NODE_KINDS.some((known) => known === kind);
}
