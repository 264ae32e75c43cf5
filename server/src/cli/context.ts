import type { Configuration } from '../config/index.js';
import type { Gateway } from '../gateway.js';
import type { WorkerPool } from '../workers/index.js';
import type { ExitCode } from './exit-code.js';

/** Where a command writes and what it knows of its process. */
export interface Terminal {
  /** Writes to standard output: what was asked for. */
  out(text: string): void;
  /** Writes to standard error: what went wrong. */
  err(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  workingDirectory: string;
}

export type UncaughtKind = Parameters<Gateway['takeDefect']>[1];
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** What a command starts or asks; each is loaded when it is needed, so that help is quick. */
export interface Services {
  startGateway(configuration: Configuration): Promise<Pick<Gateway, 'url' | 'takeDefect' | 'reload' | 'close'>>;
  /** Workers for one gateway, none of them begun yet. */
  createWorkerPool(): Promise<WorkerPool>;
  startSandbox(options: SandboxSettings): Promise<{ url: string; close(): Promise<void> }>;
  /** SDL of an API major. Rejects for a major that there is not. */
  printView(major: number): Promise<string>;
  /** Calls the listener for every SIGINT and SIGTERM, until the process ends. */
  onSignal(listener: (signal: StopSignal) => void): void;
  /** Calls the listener for every SIGHUP, which no longer ends the process. */
  onReload(listener: () => void): void;
  /** Calls the listener for every error that nobody caught and every rejection that nobody heard. Such a one no longer ends the process. */
  onUncaught(listener: (error: unknown, kind: UncaughtKind) => void): void;
  /** Ends the process at once. */
  exit(code: ExitCode): void;
  /** Milliseconds of a clock that only goes forward. */
  monotonicMs(): number;
}

/** Settings of the local vendors; what is left out takes the sandbox's own default. */
export interface SandboxSettings {
  port: number;
  seed?: number;
  people?: number;
  companies?: number;
  deals?: number;
  audiences?: number;
  adCampaigns?: number;
  /** Days of statistics. */
  days?: number;
  /** Last day of the statistics, ISO 8601 date. */
  today?: string;
  quotas?: boolean;
}

export interface CommandContext {
  terminal: Terminal;
  services: Services;
}
