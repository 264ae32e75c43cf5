import type { Quota, QuotaReading, QuotaRequest } from '@selvedge/connector-api';
import type { Bulkhead } from '../bulkhead.js';
import type { Deadline } from '../deadline.js';
import type { Traffic } from './ledger.js';

/** One HTTP request that wants to be sent. */
export interface Ask {
  request: QuotaRequest;
  quota: Quota | undefined;
  client: string;
  traffic: Traffic;
  deadline: Deadline;
  /** Runs the task in a slot of the connection's, once one is free. */
  inSlot: Bulkhead['run'];
}

/** What became of a request that was sent, and what the vendor's answer told of the windows. */
export interface Sent<T> {
  outcome: { ok: true; value: T } | { ok: false; error: unknown };
  readings: readonly QuotaReading[];
}

/** A request that wants to be sent. */
export interface Wish {
  ask: Ask;
  id: string;
  /** Sends it; what came of it is told to who asked. Never rejects. */
  send(): Promise<readonly QuotaReading[]>;
  /** It will not be sent. */
  fail(error: unknown): void;
  /** Whether it was sent or has failed. */
  isOver(): boolean;
  /** Settles when it is over: sent, or never to be. */
  over: Promise<void>;
  /** Settles when the call has ended, or will never be made. */
  ended: Promise<void>;
}

export function wishTo<T>(ask: Ask, id: string, send: () => Promise<Sent<T>>): { wish: Wish; sent: Promise<T> } {
  const { promise: sent, resolve, reject } = Promise.withResolvers<T>();
  const over = Promise.withResolvers<void>();
  let isOver = false;
  // Who asked may have been told of its failure by other ways.
  const ended = sent.then(
    () => {},
    () => {},
  );
  const end = (): void => {
    isOver = true;
    over.resolve();
  };
  return {
    sent,
    wish: {
      ask,
      id,
      over: over.promise,
      ended,
      isOver: () => isOver,
      async send() {
        end();
        try {
          const { outcome, readings } = await send();
          if (outcome.ok) resolve(outcome.value);
          else reject(outcome.error);
          return readings;
        } catch (error) {
          reject(error);
          return [];
        }
      },
      fail(error) {
        if (isOver) return;
        end();
        reject(error);
      },
    },
  };
}
