import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { isUnavailable } from './is-unavailable.js';

const failure = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

it.each([
  ['a refused connection', failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' })],
  ['a connection that broke', failure('Connection terminated unexpectedly')],
  ['a connection on which nothing comes', failure('Query read timeout')],
  ['a database that shuts down', failure('terminating connection', { code: '57P01' })],
  ['a database that starts up', failure('the database system is starting up', { code: '57P03' })],
  ['a full disk of PostgreSQL', failure('could not extend file', { code: '53100' })],
  ['a database that only stands by', failure('cannot execute INSERT in a read-only transaction', { code: '25006' })],
  ['a role to which no schema is open', failure('no schema has been selected to create in', { code: '3F000' })],
  ['a role without rights', failure('permission denied for schema public', { code: '42501' })],
  ['a full disk of SQLite', failure('database or disk is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
  ['a disk that cannot be written', failure('disk I/O error', { code: 'ERR_SQLITE_ERROR', errcode: 778 })],
])('%s is none of the asker’s making', (_, error) => {
  expect(isUnavailable(error)).toBe(true);
});

it('a constraint that does not hold, or a mistake, does not', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (id integer primary key); insert into t values (1)');
  let constraint: unknown;
  try {
    database.exec('insert into t values (1)');
  } catch (error) {
    constraint = error;
  }
  database.close();
  expect(isUnavailable(constraint)).toBe(false);
  expect(isUnavailable(failure('duplicate key', { code: '23505' }))).toBe(false);
  expect(isUnavailable(new TypeError('of undefined'))).toBe(false);
  expect(isUnavailable('away')).toBe(false);
});
