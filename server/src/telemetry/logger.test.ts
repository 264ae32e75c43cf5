import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel } from './logger.js';
import { logRequest } from './request-log.js';

const REQUEST = { requestId: 'r-1', method: 'POST', path: '/v2/graphql', status: 200, durationMs: 12 };

describe('logger', () => {
  it('writes one JSON line per event with its level and an ISO time', () => {
    const { lines, logger } = recorded('info');
    logger.info({ port: 4000 }, 'listening');
    expect(lines).toHaveLength(1);
    const event = JSON.parse(lines[0]!.line);
    expect(event).toMatchObject({ level: 'info', msg: 'listening', port: 4000 });
    expect(new Date(event.time).toISOString()).toBe(event.time);
  });

  it('names the worker that writes, where there are several', () => {
    const lines: string[] = [];
    createLogger({ level: 'info', worker: 2, write: (line) => lines.push(line) }).info('listening');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ worker: 2, msg: 'listening' });
  });

  it('leaves out what is below its level', () => {
    const { lines, logger } = recorded('warn');
    logger.info('not this');
    logger.error('this');
    expect(lines.map(({ level }) => level)).toEqual(['error']);
  });

  it('writes a readable line for a person', () => {
    const { lines, logger } = recorded('info', true);
    logger.info({ port: 4000, host: 'localhost' }, 'listening');
    expect(lines[0]!.line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}listening port=4000 host=localhost\n$/);
  });
});

it('shortens a request to what a person wants to see', () => {
  const { lines, logger } = recorded('info', true);
  const fields = { ...REQUEST, tenant: 'acme', client: 'web', operationName: 'CustomerCard' };
  logRequest(logger, { ...fields, errorCodes: ['VENDOR_TIMEOUT'] });
  expect(lines[0]!.line).toMatch(
    /^\d\d:\d\d:\d\d info {2}POST {2}\/v2\/graphql {2}200 {2}12 ms {2}CustomerCard by web {2}VENDOR_TIMEOUT\n$/,
  );
});

describe('request log', () => {
  it('writes the allowed fields', () => {
    const { lines, logger } = recorded('info');
    logRequest(logger, {
      ...REQUEST,
      tenant: 'acme',
      client: 'web',
      operationName: 'CustomerCard',
      errorCodes: ['VENDOR_TIMEOUT'],
    });
    expect(JSON.parse(lines[0]!.line)).toMatchObject({
      ...REQUEST,
      msg: 'request',
      tenant: 'acme',
      client: 'web',
      operationName: 'CustomerCard',
      errorCodes: ['VENDOR_TIMEOUT'],
    });
  });

  it('leaves out a request below the level, unless the gateway failed', () => {
    const { lines, logger } = recorded('info');
    logRequest(logger, REQUEST, 'debug');
    logRequest(logger, { ...REQUEST, status: 500 }, 'debug');
    expect(lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('drops whatever is not on the list, and the query string', () => {
    const { lines, logger } = recorded('info');
    const careless = {
      ...REQUEST,
      path: '/v2/graphql?query={customer(email:"ada@example.com")}',
      variables: { email: 'ada@example.com' },
      headers: { authorization: 'Bearer sk_secret' },
    };
    logRequest(logger, careless);
    expect(JSON.parse(lines[0]!.line).path).toBe('/v2/graphql');
    expect(lines[0]!.line).not.toMatch(/ada@example|secret|variables|headers/);
  });

  it('warns of answers the server is to blame for', () => {
    const { lines, logger } = recorded('info');
    logRequest(logger, { ...REQUEST, status: 404 });
    logRequest(logger, { ...REQUEST, status: 503 });
    expect(lines.map(({ level }) => level)).toEqual(['info', 'warn']);
  });
});

function recorded(level: LogLevel, pretty = false) {
  const lines: { line: string; level: LogLevel }[] = [];
  const logger = createLogger({ level, pretty, write: (line, at) => lines.push({ line, level: at }) });
  return { lines, logger };
}
