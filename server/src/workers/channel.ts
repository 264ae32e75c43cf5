/** One end of a way for messages between two processes: in order, each once, until one of them ends. */
export interface Wire {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Asks what the other process offers. */
export interface Channel<Other extends Offers<Other>> {
  /** Rejects with the other's error, or when the way is cut before the answer. */
  ask<K extends keyof Other & string>(what: K, ...args: Parameters<Other[K]>): Promise<Awaited<ReturnType<Other[K]>>>;
  /** Asks without waiting; nobody hears of an error. */
  tell<K extends keyof Other & string>(what: K, ...args: Parameters<Other[K]>): void;
  /** Fails everything that is unanswered, and all that is asked from now on. */
  cut(reason: Error): void;
}

/** Functions by name. Arguments and results are plain data, as they are copied on the way. */
export type Offers<O> = { readonly [K in keyof O]: (...args: never[]) => unknown };

type Message =
  | { selvedge: 'ask'; id: number; what: string; args: readonly unknown[] }
  | { selvedge: 'tell'; what: string; args: readonly unknown[] }
  | { selvedge: 'answer'; id: number; value: unknown }
  | { selvedge: 'error'; id: number; message: string };

interface Asked {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function createChannel<Own extends Offers<Own> & object, Other extends Offers<Other>>(
  wire: Wire,
  own: Own,
): Channel<Other> {
  const unanswered = new Map<number, Asked>();
  let asked = 0;
  let broken: Error | null = null;

  function perform(what: string, args: readonly unknown[]): unknown {
    const offered: unknown = Reflect.get(own, what);
    if (typeof offered !== 'function') throw new Error(`Expected one of ${Object.keys(own).join(', ')}, got ${what}.`);
    return Reflect.apply(offered, undefined, args);
  }

  function answer(id: number, what: string, args: readonly unknown[]): void {
    const send = (message: Message): void => wire.send(message);
    const fail = (error: unknown): void =>
      send({ selvedge: 'error', id, message: error instanceof Error ? error.message : String(error) });
    try {
      const value = perform(what, args);
      if (value instanceof Promise) value.then((later) => send({ selvedge: 'answer', id, value: later }), fail);
      else send({ selvedge: 'answer', id, value });
    } catch (error) {
      fail(error);
    }
  }

  wire.onMessage((received) => {
    if (!isMessage(received)) return;
    switch (received.selvedge) {
      case 'ask':
        return answer(received.id, received.what, received.args);
      case 'tell':
        void (async () => perform(received.what, received.args))().catch(() => {});
        return;
      case 'answer':
        unanswered.get(received.id)?.resolve(received.value);
        break;
      case 'error':
        unanswered.get(received.id)?.reject(new Error(received.message));
        break;
      default:
        received satisfies never;
    }
    unanswered.delete(received.id);
  });

  return {
    ask(what, ...args) {
      if (broken !== null) return Promise.reject(broken);
      const id = ++asked;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      unanswered.set(id, { resolve, reject });
      wire.send({ selvedge: 'ask', id, what, args } satisfies Message);
      return promise as Promise<never>;
    },
    tell(what, ...args) {
      if (broken === null) wire.send({ selvedge: 'tell', what, args } satisfies Message);
    },
    cut(reason) {
      broken ??= reason;
      for (const { reject } of unanswered.values()) reject(reason);
      unanswered.clear();
    },
  };
}

/** The way is also that of Node's own messages. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'selvedge' in value;
}
