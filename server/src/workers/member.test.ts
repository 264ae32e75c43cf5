import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseConfiguration } from '../config/index.js';
import { createChannel } from './channel.js';
import { createCommonState } from './common-state.js';
import { createMember, type Exit } from './member.js';
import type { PrimaryOffers, WorkerOffers, WorkerPlan } from './offers.js';
import { wirePair } from './wire.fixture.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const plan: WorkerPlan = {
  workers: 1,
  file: 'a.yaml',
  configuration: parseConfiguration('{ connectors: {}, tenants: {} }', { file: 'a.yaml', env: {} }),
};

/** A worker whose process answers while it is not stuck. */
function setUp() {
  const [here, there] = wirePair();
  const exited = Promise.withResolvers<Exit>();
  let isStuck = false;
  const process = {
    ...here,
    pid: 7,
    exited: exited.promise,
    kill: () => exited.resolve({ code: null, signal: 'SIGKILL' }),
  };
  const primary = createChannel<Pick<WorkerOffers, 'alive'>, PrimaryOffers>(there, {
    alive: () => (isStuck ? new Promise<void>(() => {}) : undefined),
  });
  const member = createMember(
    1,
    process,
    plan,
    createCommonState(async () => []),
  );
  const ended = vi.fn<(exit: Exit) => void>();
  void exited.promise.then(ended);
  return {
    member,
    primary,
    ended,
    stick: () => {
      isStuck = true;
    },
    exit: exited.resolve,
  };
}

it('is told what it is to run', async () => {
  expect(await setUp().primary.ask('plan')).toMatchObject({ worker: 1, workers: 1, file: 'a.yaml' });
});

it('is killed when its event loop stands still, and not before', async () => {
  const { member, primary, ended, stick } = setUp();
  primary.tell('ready', 'http://x');
  expect(await member.ready).toBe('http://x');
  await vi.advanceTimersByTimeAsync(120_000);
  stick();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(7_000);
  expect(ended).toHaveBeenCalledWith({ code: null, signal: 'SIGKILL' });
});

it('is killed when it does not serve in time', async () => {
  const { member, ended } = setUp();
  const refused = expect(member.ready).rejects.toThrow('Worker 1 did not serve within 60 s of its start.');
  await vi.advanceTimersByTimeAsync(60_000);
  await refused;
  expect(ended).toHaveBeenCalled();
});

it('that ends before it serves says how', async () => {
  const { member, exit } = setUp();
  exit({ code: 7, signal: null });
  await expect(member.ready).rejects.toThrow('Worker 1 ended before it served (exit code 7).');
});
