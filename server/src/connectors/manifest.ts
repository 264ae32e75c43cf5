import { valid, validRange } from 'semver';
import { z } from 'zod';
import { describeShape } from './describe-shape.js';

/** Version of the contract between gateway and connectors that this gateway speaks. */
export const PROTOCOL = 1;

/** A connector package as its `package.json` describes it. */
export interface FoundPackage {
  /** Connector id, e.g. `hubspot`; several packages may carry versions of one connector. */
  id: string;
  /** Exact version. */
  version: string;
  packageName: string;
  /** Absolute, without symbolic links. */
  directory: string;
  /** Semver range of the gateways it works with. */
  gateway: string;
  protocol: number;
}

/** A package that means to be a connector and whose manifest cannot be read. */
export interface BrokenPackage {
  /** Name in its `package.json`; null when even that cannot be read. */
  packageName: string | null;
  directory: string;
  /** What was expected and what came. */
  problem: string;
}

export type ReadManifest =
  | { kind: 'connector'; found: FoundPackage }
  | { kind: 'broken'; broken: BrokenPackage }
  | { kind: 'other' };

/** Reads the text of a `package.json`. A package without the key `selvedge` is no connector. */
export function readManifest(text: string, directory: string): ReadManifest {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    if (!text.includes('"selvedge"')) return { kind: 'other' };
    return { kind: 'broken', broken: { packageName: null, directory, problem: 'package.json is not JSON' } };
  }
  if (!marked.safeParse(parsed.value).success) return { kind: 'other' };
  const manifest = connectorPackage.safeParse(parsed.value);
  if (!manifest.success) {
    const packageName = named.safeParse(parsed.value).data?.name ?? null;
    const problem = describeShape(manifest.error, parsed.value);
    return { kind: 'broken', broken: { packageName, directory, problem: `package.json: ${problem}` } };
  }
  const { name, version, selvedge } = manifest.data;
  const { connector: id, gateway, protocol } = selvedge;
  return { kind: 'connector', found: { id, version, packageName: name, directory, gateway, protocol } };
}

/** What to write into the `package.json` of a package that is meant to be a connector. */
export function unmarkedAdvice(gatewayVersion: string): string {
  const manifest = `"selvedge": {"connector": "<its id>", "gateway": "^${gatewayVersion}", "protocol": ${PROTOCOL}}`;
  return `its package.json has no key "selvedge"; to make it a connector write ${manifest}`;
}

const marked = z.object({ selvedge: z.unknown().refine((value) => value !== undefined) });
const named = z.object({ name: z.string() });
const connectorPackage = z.object({
  name: z.string().min(1),
  version: z.string().refine((text) => valid(text) === text, 'must be an exact semver version such as 1.2.3'),
  selvedge: z.object({
    connector: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, beginning with a letter'),
    gateway: z.string().refine((text) => validRange(text) !== null, 'must be a semver range such as ^1.0.0'),
    protocol: z.int(),
  }),
});

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
