/**
 * The same values until the signal is aborted or the consumer returns; then it is done at once, even while the source is
 * thinking, and the source is told to end. Not a race of promises, whose reactions would pile up on the signal's for as long as
 * somebody watches.
 */
export function endable<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncIterableIterator<T, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const done: IteratorResult<T, undefined> = { done: true, value: undefined };
  let isEnded = false;
  let waiting: ((result: IteratorResult<T, undefined>) => void) | null = null;

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    signal.removeEventListener('abort', end);
    waiting?.(done);
    // Whoever watched is gone; a source that fails in ending has nobody to tell.
    iterator.return?.()?.catch(() => undefined);
  }

  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });

  return {
    next() {
      if (isEnded) return Promise.resolve(done);
      return new Promise((resolve, reject) => {
        waiting = resolve;
        iterator.next().then(
          (result) => {
            if (result.done) end();
            resolve(result.done ? done : result);
          },
          (error: unknown) => {
            waiting = null;
            end();
            reject(error);
          },
        );
      });
    },
    return() {
      end();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
