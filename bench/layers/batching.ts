import { bench, do_not_optimize, group } from 'mitata';
import { createRequestSources, type TenantConnector } from '../../server/dist/batching/index.js';
import { CALL, CALLER } from './caller.ts';
import { versionsOf } from './ready-versions.ts';

/** The sources of one request: made, asked, and thrown away. Each figure holds the making. */
export function addBatching(): void {
  const posts: TenantConnector = {
    split: { connector: 'posts', stable: '1.0.0', candidate: null },
    versions: versionsOf(null),
  };
  const connectors = new Map([['posts', posts]]);
  const sources = () => createRequestSources({ connectors, caller: CALLER, signal: CALL.signal });
  const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
  const [ten, hundred] = [ids(10), ids(100)];
  const sharing = hundred.map((id) => (id % 10) + 1);

  group('request sources', () => {
    bench('load of 1', async () => do_not_optimize(await sources().load('posts/user.byId', 'posts', 1)));
    bench('loads of 100, 10 different', async () => {
      const one = sources();
      do_not_optimize(await Promise.all(sharing.map((id) => one.load('posts/user.byId', 'posts', id))));
    });
    for (const [name, all] of [
      ['loadMany of 10', ten],
      ['loadMany of 100', hundred],
    ] as const) {
      bench(name, async () => do_not_optimize(await sources().loadMany('posts/user.byId', 'posts', all)));
    }
  });
}
