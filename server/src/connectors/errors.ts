export type ConnectorResolutionCode =
  /** No package of this connector was found. */
  | 'CONNECTOR_NOT_FOUND'
  /** The wanted range is no semver range. */
  | 'CONNECTOR_RANGE_INVALID'
  /** Versions were found, none of them in the wanted range. */
  | 'CONNECTOR_OUT_OF_RANGE'
  /** Versions in range were found, none of them for this gateway. */
  | 'CONNECTOR_INCOMPATIBLE'
  /** The candidate's range leads to the version that is stable already. */
  | 'CONNECTOR_CANDIDATE_IS_STABLE';

export type ConnectorLoadCode =
  /** The package names no entry, or the file is not there. */
  | 'CONNECTOR_ENTRY_MISSING'
  /** This process has loaded other files from the package's folder. */
  | 'CONNECTOR_CHANGED_ON_DISK'
  /** Importing the package failed; `cause` is what it threw. */
  | 'CONNECTOR_IMPORT_FAILED'
  /** The default export is no connector. */
  | 'CONNECTOR_MALFORMED'
  /** The definition's id is not the manifest's. */
  | 'CONNECTOR_ID_MISMATCH'
  /** The definition implements a capability or a job that this gateway does not know. */
  | 'CONNECTOR_CAPABILITY_UNKNOWN';

/** What a connector adds to the graph cannot be added. */
export type ExtensionCode =
  /** It is no SDL, or what it makes is no valid schema. */
  | 'CONNECTOR_GRAPH_INVALID'
  /** It adds what connectors may not add: a mutation, an interface, a directive, a field that must have a value. */
  | 'CONNECTOR_GRAPH_NOT_ALLOWED'
  /** A type or field does not begin with the connector's id. */
  | 'CONNECTOR_GRAPH_OUTSIDE_NAMESPACE'
  /** A type or field is there already: the gateway's, or another connector's. */
  | 'CONNECTOR_GRAPH_CLASH'
  /** A field that somebody must answer names no capability. */
  | 'CONNECTOR_GRAPH_UNBOUND'
  /** A field is bound to a capability that the connector does not have, or that writes. */
  | 'CONNECTOR_GRAPH_CAPABILITY_UNKNOWN'
  /** Where a field's input is to come from is not there, or is missing. */
  | 'CONNECTOR_GRAPH_INPUT_UNKNOWN'
  /** A root field names no scope, or one that does not exist. */
  | 'CONNECTOR_GRAPH_SCOPE_UNKNOWN';

export type ConnectionCode =
  /** A connection lacks a setting that the connector requires. */
  | 'CONNECTION_SETTING_MISSING'
  /** A connection has a setting that the connector does not know. */
  | 'CONNECTION_SETTING_UNKNOWN';

/** No version of a connector answers a configured range. The message says which were found and what to choose. */
export class ConnectorResolutionError extends Error {
  override readonly name = 'ConnectorResolutionError';

  constructor(
    readonly code: ConnectorResolutionCode,
    readonly connector: string,
    message: string,
  ) {
    super(message);
  }
}

/** A connector's package cannot be used. The message names the package and its folder. */
export class ConnectorLoadError extends Error {
  override readonly name = 'ConnectorLoadError';

  constructor(
    readonly code: ConnectorLoadCode,
    readonly connector: string,
    message: string,
    /** The message without package and folder. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
