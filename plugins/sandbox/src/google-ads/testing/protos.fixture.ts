import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import type { Version } from '../google-ads-error.js';

/** The published messages of one version of the Google Ads API, as far as their files are kept. */
export interface Protos {
  /**
   * The JSON after a way through the message and back, by the JSON mapping of protocol buffers: int64 as text, enums by
   * name, unknown fields lost. Equal to what went in when the JSON is right.
   */
  roundTrip(message: string, json: unknown): unknown;
  /** Names of an enum's values, e.g. of `errors.QueryErrorEnum.QueryError`. */
  valuesOf(enumeration: string): readonly string[];
}

export function readProtos(version: Version): Protos {
  const folder = fileURLToPath(new URL(`../../../specs/google-ads/${version}/`, import.meta.url));
  const root = new protobuf.Root();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.proto')) protobuf.parse(readFileSync(folder + file, 'utf8'), root);
  }
  replaceMissing(root);
  root.resolveAll();
  const place = `google.ads.googleads.${version}.`;
  return {
    roundTrip(message, json) {
      const type = root.lookupType(place + message);
      const decoded = type.fromObject(Object(json));
      const problem = type.verify(decoded);
      if (problem !== null) throw new Error(`${message}: ${problem}`);
      return type.toObject(decoded, { longs: String, enums: String });
    },
    valuesOf: (enumeration) => Object.keys(root.lookupEnum(place + enumeration).values),
  };
}

/**
 * Types whose files are not kept: enums, durations and field masks are text in JSON; of other messages nothing is known,
 * so their content does not come back.
 */
function replaceMissing(root: protobuf.Root): void {
  const unknown = new protobuf.Type('UnknownMessage');
  root.add(unknown);
  eachType(root, (type) => {
    for (const field of type.fieldsArray) {
      if (field.type in protobuf.types.basic || type.lookup(field.type) !== null) continue;
      const isText = /\.enums\.|protobuf\.(Duration|FieldMask)$/.test(field.type) || field.type.endsWith('Enum');
      field.type = isText ? 'string' : unknown.name;
    }
  });
}

function eachType(place: protobuf.NamespaceBase, visit: (type: protobuf.Type) => void): void {
  for (const each of place.nestedArray) {
    if (each instanceof protobuf.Type) visit(each);
    if (each instanceof protobuf.Namespace) eachType(each, visit);
  }
}
