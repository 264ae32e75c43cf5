import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { notFound, SalesforceError } from './salesforce-error.js';

/** v7 to v20 went in Summer '22, v21 to v30 in Summer '25. */
const LAST_RETIRED = 30;
/** Winter '27. */
const NEWEST = 68;
/** sObject Collections exist from this version on. */
export const COLLECTIONS_SINCE = 42;
/** Since this version an upsert that updates answers a body. */
export const UPSERT_BODY_SINCE = 46;

/** `v66.0` of a path. */
export function versionName(request: FastifyRequest): string {
  return (request.params as { version: string }).version;
}

/** 66 of a path with `v66.0`; NaN for what is no version. */
export function versionOf(request: FastifyRequest): number {
  return Number(/^v(\d+)\.0$/.exec(versionName(request))?.[1] ?? Number.NaN);
}

/** Refuses retired versions with 410 and those that never were with 404. */
export const servedVersion: onRequestHookHandler = async (request) => {
  const version = versionOf(request);
  if (version >= 1 && version <= LAST_RETIRED) {
    throw new SalesforceError(410, 'GONE', `The requested API version ${version}.0 has been retired.`);
  }
  if (!(version <= NEWEST)) throw notFound();
};
