import { bench, do_not_optimize, group } from 'mitata';
import { createTrail } from '../../server/dist/operation/index.js';
import { PROVENANCE_OFF } from '../src/claims.ts';
import { ORIGIN } from './ready-versions.ts';

/** Values from a vendor in one answer: the list and ten users, as in Q3. */
const VALUES = 11;

/** What an operation pays for provenance that nobody asked for: a trail, told of each value, that keeps none. */
export function addProvenance(): void {
  group('provenance', () => {
    for (const [name, keepAll] of [
      [PROVENANCE_OFF, false],
      ['provenance on, 11 values', true],
    ] as const) {
      bench(name, () => {
        const trail = createTrail(keepAll);
        for (let at = 0; at < VALUES; at++) {
          trail.see(ORIGIN);
          if (trail.keeps(ORIGIN)) trail.note(['posts', at, 'user'], ORIGIN);
        }
        do_not_optimize(trail.entries.filter(({ origin }) => origin.stale));
      });
    }
  });
}
