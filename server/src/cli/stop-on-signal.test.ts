import { expect, it } from 'vitest';
import type { StopSignal } from './context.js';
import { ECHO_MS, stopOnSignal } from './stop-on-signal.js';

function stopping() {
  const stopped = Promise.withResolvers<void>();
  let clockMs = 1_000;
  let stops = 0;
  let said = '';
  let listener: ((signal: StopSignal) => void) | null = null;
  const exit = stopOnSignal(
    {
      services: {
        onSignal: (added) => {
          listener = added;
        },
        monotonicMs: () => clockMs,
      },
      terminal: {
        out: (text) => {
          said += text;
        },
      },
    },
    () => {
      stops += 1;
      return stopped.promise;
    },
  );
  return {
    exit,
    stopped,
    stops: () => stops,
    said: () => said.trim(),
    signalAfter(ms: number, signal: StopSignal = 'SIGINT') {
      clockMs += ms;
      listener?.(signal);
    },
  };
}

it.each<StopSignal>(['SIGINT', 'SIGTERM'])('stops on %s and ends with 0 once stopped', async (signal) => {
  const work = stopping();
  work.signalAfter(0, signal);
  expect([work.stops(), work.said()]).toEqual([1, 'Stopping …']);
  work.stopped.resolve();
  expect(await work.exit).toBe(0);
  expect(work.said()).toBe('Stopping …\nStopped.');
});

it('ends at once with 130 on a second signal, whatever is still being stopped', async () => {
  const work = stopping();
  work.signalAfter(0);
  work.signalAfter(ECHO_MS);
  expect(await work.exit).toBe(130);
  expect(work.stops()).toBe(1);
});

it('takes the echo of a signal for the signal itself', async () => {
  const work = stopping();
  work.signalAfter(0);
  work.signalAfter(ECHO_MS - 1);
  work.stopped.resolve();
  expect(await work.exit).toBe(0);
});

it('fails when stopping fails', async () => {
  const work = stopping();
  work.signalAfter(0);
  work.stopped.reject(new Error('still draining'));
  await expect(work.exit).rejects.toThrow('still draining');
});
