/**
 * Time of each layer of the gateway by itself, nanoseconds a call: no HTTP, no Apollo Server, vendors that answer at once.
 *
 * npm run bench:layers -- [--filter <regex of names>] [--check]
 *
 * `--check` ends with 1 when a claim about what a layer adds does not hold.
 */
import { parseArgs } from 'node:util';
import { CLAIMS, claimsText, judgeClaims } from '../src/claims.ts';
import { installPeers } from '../src/install.ts';

const { values } = parseArgs({ options: { filter: { type: 'string' }, check: { type: 'boolean' } } });

installPeers();
// They need what has just been installed.
const { measureLayers } = await import('./measure-layers.ts');
const nanoseconds = await measureLayers(values.filter === undefined ? undefined : new RegExp(values.filter));
const judged = judgeClaims(nanoseconds, CLAIMS);
console.log(`\n${claimsText(judged)}`);
process.exit(values.check && !judged.every(({ holds }) => holds) ? 1 : 0);
