/**
 * Time of each layer of the gateway by itself, nanoseconds a call: no HTTP, no Apollo Server, vendors that answer at once.
 * `npm run bench:layers -- --help` tells how.
 */

import { pattern } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { CLAIMS, claimsText, judgeClaims } from '../src/claims.ts';
import { installPeers } from '../src/install.ts';

const command = new Command('npm run bench:layers --')
  .description('Measures each layer of the gateway by itself, nanoseconds a call.')
  .option('--filter <pattern>', 'measurements to take, a regular expression of their names', pattern)
  .option('--check', 'end with 1 when a claim about what a layer adds does not hold')
  .parse();
const { filter, check } = command.opts<{ filter?: RegExp; check?: true }>();

installPeers();
// They need what has just been installed.
const { measureLayers } = await import('./measure-layers.ts');
const nanoseconds = await measureLayers(filter);
if (nanoseconds.size === 0) command.error(`error: --filter ${filter}: no measurement is named so.`);
const judged = judgeClaims(nanoseconds, CLAIMS);
console.log(`\n${claimsText(judged)}`);
process.exit(check && !judged.every(({ holds }) => holds) ? 1 : 0);
