import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { AdminClient } from './admin-client.js';
import { comparisonCounts } from './comparison-rows.js';
import { type ConnectOptions, connect } from './connect.js';
import { describeRollout } from './describe-rollout.js';
import { findRollout } from './find-rollout.js';
import { EVIDENCE, evidence, isOver, LIVE_ROLLOUT, liveRollout, type ShownRollout } from './shapes.js';

export interface WatchOptions extends ConnectOptions {
  json?: boolean;
}

const WATCH = `subscription ($id: ID!) { rolloutWatched(id: $id) { rollout { ${LIVE_ROLLOUT} } evidence { ${EVIDENCE} } } }`;
const moment = z.object({ rolloutWatched: z.object({ rollout: liveRollout, evidence: evidence.nullable() }) });

/** Before a stream that the gateway has ended is asked for again, milliseconds. */
const AGAIN_MS = 500;

/** Counts alone are told again no sooner than after so long, milliseconds. */
const COUNTS_MS = 60_000;

/** Shows a rollout as it goes, until it is over or Ctrl-C. */
export async function rolloutWatch(named: string, options: WatchOptions, context: CommandContext): Promise<ExitCode> {
  const client = await connect(options, context);
  const { id } = await findRollout(client, named);
  return follow(client, id, options, context);
}

/** Shows a rollout until it is over: 0 when it was promoted, 3 when it was taken back, 130 for Ctrl-C. */
export async function follow(
  client: AdminClient,
  id: string,
  { json = false }: { json?: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const view = await viewOf(json, context);
  const interrupted = Promise.withResolvers<null>();
  context.services.onSignal(() => interrupted.resolve(null));
  try {
    for (;;) {
      const moments = momentsOf(client, id);
      for (;;) {
        const next = await Promise.race([moments.next(), interrupted.promise]);
        if (next === null) {
          void moments.return(undefined);
          return EXIT.interrupted;
        }
        if (next.done) break;
        view.show(next.value);
        if (!isOver(next.value)) continue;
        await moments.return(undefined);
        return next.value.standing.state === 'PROMOTED' ? EXIT.ok : EXIT.rolledBack;
      }
      await sleep(AGAIN_MS);
    }
  } finally {
    view.done();
  }
}

async function* momentsOf(client: AdminClient, id: string): AsyncGenerator<ShownRollout> {
  for await (const { rolloutWatched } of client.watch(WATCH, { id }, moment)) {
    yield { ...rolloutWatched.rollout, evidence: rolloutWatched.evidence };
  }
}

interface View {
  show(rollout: ShownRollout): void;
  done(): void;
}

/** Drawn in its place before a person, a line for each change elsewhere (counts alone: one a minute at most), and a JSON object a line for programs. */
async function viewOf(json: boolean, { terminal, services }: CommandContext): Promise<View> {
  if (json) return { show: (rollout) => terminal.out(`${JSON.stringify(rollout)}\n`), done() {} };
  if (terminal.isInteractive) {
    const screen = await services.openScreen();
    return { show: (rollout) => screen.draw(describeRollout(rollout, terminal.paint)), done: () => screen.done() };
  }
  let last = { line: '', change: '', atMs: 0 };
  return {
    show(rollout) {
      const [line, change, atMs] = [lineOf(rollout), changeOf(rollout), services.monotonicMs()];
      const isDue = change !== last.change || (line !== last.line && atMs - last.atMs >= COUNTS_MS);
      if (!isDue) return;
      terminal.out(`${line}\n`);
      last = { line, change, atMs };
    },
    done() {},
  };
}

/** What of a rollout is a change, whatever has been counted. */
function changeOf({ revision, standing: { state, step, weight, hold } }: ShownRollout): string {
  return JSON.stringify([revision, state, step, weight, hold]);
}

function lineOf(rollout: ShownRollout): string {
  const { connector, candidate, standing, evidence: judged, comparison } = rollout;
  const { state, weight, hold, why } = standing;
  const held = hold === null ? '' : ` (${hold})`;
  const wanted = judged?.figures.requestsWanted ?? 0;
  const requests = judged === null || wanted === 0 ? '' : `, requests ${judged.figures.requestsSeen} of ${wanted}`;
  const compared = comparison.length === 0 ? '' : `, comparison ${comparisonCounts(rollout)}`;
  const reason = why === null ? '' : `: ${why}`;
  return `${connector} ${candidate} ${state.toLowerCase().replace('_', ' ')}${held}, weight ${weight} %${requests}${compared}${reason}`;
}
