import { type DestinationStream, type Logger, pino } from 'pino';
import { createLineWriter } from './line-writer.js';

export type { Logger } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  level: LogLevel;
  /** One readable line per event instead of JSON, for a person at a terminal. */
  pretty?: boolean;
  /** Number of the worker that writes, in every line; left out where the gateway is one process. */
  worker?: number | undefined;
  /** Where lines go; default: standard output, warnings and errors to standard error. */
  write?: (line: string, level: LogLevel) => void;
}

/** Writes one JSON line per event: `level`, `time` (ISO 8601), `msg` and the fields given. */
export function createLogger({ level, pretty = false, worker, write = writeToProcess }: LoggerOptions): Logger {
  const destination: DestinationStream & { lastLevel: number } = {
    // pino says of each line which level it has, so that it need not be read back.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line) {
      write(pretty ? readable(JSON.parse(line)) : line, pino.levels.labels[this.lastLevel] as LogLevel);
    },
  };
  return pino(
    {
      level,
      base: worker === undefined ? null : { worker },
      timestamp,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

let stampedAt = 0;
let stamp = '';

/** The time as pino wants it, RFC 3339; many lines of a busy process share a millisecond. */
function timestamp(): string {
  const now = Date.now();
  if (now !== stampedAt) {
    stampedAt = now;
    stamp = `,"time":"${new Date(now).toISOString()}"`;
  }
  return stamp;
}

/** Made when it is first needed, since a program may write elsewhere. */
let processWriters: Record<'out' | 'err', (line: string) => void> | undefined;

function writeToProcess(line: string, level: LogLevel): void {
  processWriters ??= { out: createLineWriter(process.stdout), err: createLineWriter(process.stderr) };
  processWriters[level === 'warn' || level === 'error' ? 'err' : 'out'](line);
}

function readable(event: Readonly<Record<string, unknown>>): string {
  const { level, time, msg, ...fields } = event;
  if (msg === 'request') return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${requestInShort(fields)}\n`;
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${show(value)}`);
  return `${String(time).slice(11, 23)} ${String(level).padEnd(5)} ${msg ?? ''}${details.join('')}\n`;
}

/** What a person wants of a request; the rest is in the JSON lines. */
function requestInShort(fields: Readonly<Record<string, unknown>>): string {
  const { method, path, status, durationMs, client, operationName, errorCodes } = fields;
  const asked = [operationName, client && `by ${client}`].filter(Boolean).join(' ');
  const codes = Array.isArray(errorCodes) ? errorCodes.join(' ') : '';
  return [method, path, status, `${durationMs} ms`, asked, codes].filter(Boolean).join('  ');
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
