/** Primary result codes of SQLite for a file that cannot be used at the moment (https://sqlite.org/rescode.html). */
const SQLITE = { busy: 5, locked: 6, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 } as const;
const SQLITE_CODES: ReadonlySet<number> = new Set(Object.values(SQLITE));

/** Of Node's sockets, and of the driver's own that has none. */
const CONNECTION = /^(ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_)/;
const DRIVER =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;
/** Classes of SQLSTATE: connection exceptions, insufficient resources, operator intervention such as a shutdown, system errors. */
const SQLSTATE = /^(08|53|57|58)[0-9A-Z]{3}$/;
/** A database that stands by, or whose disk is set read-only: `read_only_sql_transaction`. */
const READ_ONLY = '25006';
/** A role without rights on a table, or to which no schema is open: `insufficient_privilege`, `invalid_schema_name`. */
const CLOSED = new Set(['42501', '3F000']);

/** Whether an error of the store says that the database is away, full, read-only or closed to the role: none of the asker's making. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return SQLITE_CODES.has(error.errcode & 0xff);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === READ_ONLY || CLOSED.has(code)) return true;
  return CONNECTION.test(code) || SQLSTATE.test(code) || DRIVER.test(error.message);
}
