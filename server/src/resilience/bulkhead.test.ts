import { expect, it } from 'vitest';
import { createBulkhead } from './bulkhead.js';

const never = new AbortController().signal;

/** Tasks that end when told to, and a list of those that began. */
function tasks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, task, end: (name: string) => ends.get(name)?.() };
}

it('runs no more than its slots at once, the others in order', async () => {
  const { begun, task, end } = tasks();
  const bulkhead = createBulkhead({ limit: 2 });
  const all = ['a', 'b', 'c', 'd'].map((name) => bulkhead.run(never, task(name)));
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b']);
  end('b');
  await all[1];
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const name of ['a', 'c']) end(name);
  await Promise.all([all[0], all[2]]);
  end('d');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

it('lets those who are patient wait until nobody else does', async () => {
  const { begun, task, end } = tasks();
  const bulkhead = createBulkhead({ limit: 1 });
  const all = [
    bulkhead.run(never, task('a'), true),
    bulkhead.run(never, task('b'), true),
    bulkhead.run(never, task('c'), true),
    bulkhead.run(never, task('d')),
    bulkhead.run(never, task('e')),
  ];
  for (const [index, name] of [0, 3, 4, 1, 2].map((index) => [index, 'abcde'[index] as string] as const)) {
    end(name);
    await all[index];
    await Promise.resolve();
  }
  expect(begun).toEqual(['a', 'd', 'e', 'b', 'c']);
});

it('gives a patient one a turn after nine others, however many these are', async () => {
  const { begun, task, end } = tasks();
  const bulkhead = createBulkhead({ limit: 1 });
  const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
  const all = new Map([['first', bulkhead.run(never, task('first'))]]);
  all.set('patient', bulkhead.run(never, task('patient'), true));
  for (const name of names) all.set(name, bulkhead.run(never, task(name)));
  const expected = ['first', ...names.slice(0, 9), 'patient', ...names.slice(9)];
  for (const name of expected) {
    end(name);
    await all.get(name);
    await Promise.resolve();
  }
  expect(begun).toEqual(expected);
});

it('frees the slot of a task that fails', async () => {
  const bulkhead = createBulkhead({ limit: 1 });
  await expect(bulkhead.run(never, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await bulkhead.run(never, async () => 'next')).toBe('next');
});

it('lets one that waits go when it is aborted, and holds no slot for it', async () => {
  const { begun, task, end } = tasks();
  const bulkhead = createBulkhead({ limit: 1 });
  const first = bulkhead.run(never, task('first'));
  const controller = new AbortController();
  const waiting = bulkhead.run(controller.signal, task('waiting'));
  controller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  end('first');
  await first;
  expect(await bulkhead.run(never, async () => 'third')).toBe('third');
  expect(begun).toEqual(['first']);
});

it('lets a falling limit empty slots, and fills them in order when it rises again', async () => {
  const { begun, task, end } = tasks();
  let limit = 3;
  const bulkhead = createBulkhead({
    get limit() {
      return limit;
    },
  });
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => bulkhead.run(never, task(name)));
  await Promise.resolve();
  limit = 1;
  for (const [index, name] of ['a', 'b'].entries()) {
    end(name);
    await all[index];
  }
  const newcomer = bulkhead.run(never, task('newcomer'));
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c']);
  limit = 4;
  end('c');
  await all[2];
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'newcomer']);
  for (const name of begun.slice(3)) end(name);
  await Promise.all([...all, newcomer]);
});
