import { expect, it } from 'vitest';
import { posts, users } from './records.ts';
import { startPosts } from './upstream.ts';

it('answers posts, users by ids in any form and one user, and counts the calls', async () => {
  await using upstream = await startPosts(null, 0);
  const get = async (path: string) => (await fetch(`${upstream.url}${path}`)).json();
  expect(await get('/posts')).toEqual(posts);
  expect(await get('/users?id=3&id=1')).toEqual([users[2], users[0]]);
  expect(await get('/users?id=3,1')).toEqual([users[2], users[0]]);
  expect(await get('/users')).toEqual(users);
  expect(await get('/users/7')).toEqual(users[6]);
  expect((await fetch(`${upstream.url}/users/11`)).status).toBe(404);
  expect(await upstream.calls()).toBe(6);
});

it('answers after its latency, to many at once', async () => {
  await using upstream = await startPosts(null, 20);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${upstream.url}/users/1`)).text()));
  const took = performance.now() - startedAt;
  expect(took).toBeGreaterThanOrEqual(20);
  expect(took).toBeLessThan(400);
});
