import type { FastifyBodyParser } from 'fastify';
import { validationError } from './hubspot-error.js';

/** Parses JSON; an empty body, as clients send with DELETE, is none. */
export const parseJson: FastifyBodyParser<string> = (_request, body, done) => {
  if (body === '') return done(null, undefined);
  try {
    done(null, JSON.parse(body));
  } catch {
    done(validationError('Invalid input JSON on line 1, column 1: the body is not JSON'));
  }
};
