import type { ExtensionCode } from '../../connectors/index.js';

/** What one connector adds to the graph. */
export interface Extension {
  /** Id of the connector. */
  connector: string;
  sdl: string;
  /** Names of the capabilities it has. */
  capabilities: readonly string[];
}

/** Why something of an extension cannot be added. */
export interface ExtensionProblem {
  code: ExtensionCode;
  connector: string;
  message: string;
}

/** Hears of a problem: what was expected, what came, what to do. */
export type Refuse = (code: ExtensionCode, message: string) => void;
