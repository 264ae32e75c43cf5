/** What an operation needs of each kind of record, by canonical fields; a kind that is not named is needed whole. */
export type NeededOfKinds = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What is noted of an operation that asks a capability of a connector's version, e.g. `hubspot@2.0.0`, `hubspot:contact.byId`,
 * `hubspot:Contact.phones`; `hubspot:Contact.*` where the whole record is needed.
 */
export function coordinatesOf(
  connector: string,
  version: string,
  capability: string,
  needed: NeededOfKinds,
): readonly string[] {
  const asked = [versionCoordinate(connector, version), coordinate(connector, capability)];
  const kind = kindOf(capability);
  if (kind === null) return asked;
  const fields = needed.get(kind);
  const names = fields === undefined ? ['*'] : [...fields];
  return [...asked, ...names.map((field) => coordinate(connector, `${kind}.${field}`))];
}

/** The coordinate of a field (`Contact.phones`) or a capability (`contact.byPhone`) of a connector. */
export function coordinate(connector: string, name: string): string {
  return `${connector}:${name}`;
}

/** What is noted of whoever a version answers. */
export function versionCoordinate(connector: string, version: string): string {
  return `${connector}@${version}`;
}

/**
 * The coordinates by which callers are found whom a change of these fields and capabilities touches: who needs a whole
 * record needs each of its fields.
 */
export function touchedBy(connector: string, changed: readonly string[]): readonly string[] {
  const names = changed.flatMap((name) => {
    const [kind = '', field] = name.split('.');
    return field !== undefined && /^[A-Z]/.test(kind) ? [name, `${kind}.*`] : [name];
  });
  return [...new Set(names)].sort().map((name) => coordinate(connector, name));
}

/** The kind of record that a shared capability is about; null for one of a connector's own, and for jobs. */
function kindOf(capability: string): string | null {
  if (!/^[a-z]\w*\./.test(capability)) return null;
  const [prefix = ''] = capability.split('.');
  return `${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}`;
}
