import { bench, do_not_optimize, group } from 'mitata';
import { chooseVersion, routed } from '../../server/dist/routing/index.js';
import { CANARY_CHOICE, CANARY_ROUTE, ROUTED_SOURCE } from '../src/claims.ts';
import { CALL, CALLER } from './caller.ts';
import { readySource, versionsOf } from './ready-versions.ts';

/** Which version answers a caller, once an operation and connector; and what it costs each batch that it is asked for. */
export function addRouting(): void {
  const stable = { connector: 'posts', stable: '1.0.0', candidate: null };
  const canary = { ...stable, candidate: { version: '1.1.0', weight: 10, stickyBy: 'user' } } as const;
  const versions = versionsOf('1.1.0');
  const source = readySource<'posts/user.byId'>();
  const route = () => ({ version: '1.0.0', candidateUsed: false, fixed: false });

  group('routing', () => {
    bench('route choice, stable only', () => do_not_optimize(chooseVersion(stable, CALLER)));
    bench(CANARY_CHOICE, () => do_not_optimize(chooseVersion(canary, CALLER)));
    bench(ROUTED_SOURCE, async () => do_not_optimize(await source([1], CALL)));
    bench(CANARY_ROUTE, async () => {
      const routedSource = routed('posts/user.byId', {
        versions,
        route: route(),
        isWrite: false,
        onRouted: () => {},
        onFallback: () => {},
      });
      do_not_optimize(await routedSource([1], CALL));
    });
  });
}
