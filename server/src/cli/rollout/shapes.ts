import { z } from 'zod';

/** What the admin endpoint is asked for, and the shapes of its answers: what `--json` prints. */

const sideCount = z.object({ events: z.number(), bad: z.number() });

const figures = z.object({
  lnEvidence: z.number().nullable(),
  lnThreshold: z.number(),
  requestsSeen: z.number(),
  requestsWanted: z.number(),
  tests: z.array(
    z.object({
      test: z.string(),
      lnEvidence: z.number().nullable(),
      candidate: sideCount,
      stable: sideCount,
      share: z.number().nullable(),
      ratioUpperEnd: z.number().nullable(),
      rateUpperEnd: z.number().nullable(),
      rateWanted: z.number().nullable(),
    }),
  ),
});
const FIGURES = `lnEvidence lnThreshold requestsSeen requestsWanted
  tests { test lnEvidence candidate { events bad } stable { events bad } share ratioUpperEnd rateUpperEnd rateWanted }`;

const standing = z.object({
  state: z.enum([
    'DRAFT',
    'SHADOWING',
    'STEPPING',
    'PROMOTING',
    'PAUSED',
    'HELD',
    'PROMOTED',
    'ROLLED_BACK',
    'ABORTED',
  ]),
  since: z.string().nullable(),
  step: z.number().nullable(),
  weight: z.number(),
  shadowShare: z.number(),
  hold: z.string().nullable(),
  why: z.string().nullable(),
  stableKeptUntil: z.string().nullable(),
});
const STANDING = 'state since step weight shadowShare hold why stableKeptUntil';

const plan = z.object({
  steps: z.array(z.object({ shadow: z.number().nullable(), weight: z.number().nullable() })),
  advance: z.string(),
  stickyBy: z.string(),
  writesFromStep: z.number(),
  analysis: z.object({
    alpha: z.number(),
    toleratedRatio: z.number(),
    advanceBelow: z.number(),
    advanceBelowRate: z.number(),
    confidence: z.number(),
    leastRequests: z.number(),
    mostRequests: z.number(),
  }),
});
const PLAN = `steps { shadow weight } advance stickyBy writesFromStep
  analysis { alpha toleratedRatio advanceBelow advanceBelowRate confidence leastRequests mostRequests }`;

export const rollout = z.object({
  id: z.string(),
  connector: z.string(),
  stable: z.string(),
  candidate: z.string(),
  revision: z.number(),
  createdAt: z.string(),
  standing,
  plan,
  actions: z.array(z.string()),
});
export const ROLLOUT = `id connector stable candidate revision createdAt standing { ${STANDING} } plan { ${PLAN} } actions`;

export const evidence = z.object({
  outcome: z.string(),
  hold: z.string().nullable(),
  reason: z.string().nullable(),
  figures,
});
export const EVIDENCE = `outcome hold reason figures { ${FIGURES} }`;

export const liveRollout = rollout.extend({
  comparison: z.array(
    z.object({
      coordinate: z.string(),
      verdict: z.string(),
      pairs: z.number(),
      pairsWanted: z.number().nullable(),
      differing: z.number(),
      classes: z.array(z.object({ class: z.string(), count: z.number() })),
      samples: z.array(z.object({ class: z.string(), stable: z.string(), candidate: z.string() })),
    }),
  ),
  notAskedFor: z.array(z.string()),
  pinned: z.number(),
  breakers: z.array(z.object({ version: z.string(), connection: z.string(), state: z.string() })),
});
const COMPARED =
  'coordinate verdict pairs pairsWanted differing classes { class count } samples { class stable candidate }';
export const LIVE_ROLLOUT = `${ROLLOUT} comparison { ${COMPARED} } notAskedFor pinned breakers { version connection state }`;

export const shownRollout = liveRollout.extend({ evidence: evidence.nullable() });
export const SHOWN_ROLLOUT = `${LIVE_ROLLOUT} evidence { ${EVIDENCE} }`;

export const transition = z.object({
  revision: z.number(),
  at: z.string(),
  cause: z.string(),
  did: z.string(),
  about: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  from: z.string().nullable(),
  to: standing,
  evidence: figures.nullable(),
});
export const TRANSITION = `revision at cause did about by reason from to { ${STANDING} } evidence { ${FIGURES} }`;

export const plannedRollout = z.object({
  connector: z.string(),
  stable: z.string(),
  candidate: z.string(),
  plan,
  gates: z.array(z.object({ gate: z.string(), outcome: z.string(), lines: z.array(z.string()) })),
  shortestMinutes: z.array(z.number()).nullable(),
  trafficMinutes: z.number().nullable(),
  startable: z.boolean(),
});
export const PLANNED_ROLLOUT = `connector stable candidate plan { ${PLAN} } gates { gate outcome lines } shortestMinutes trafficMinutes startable`;

export const drift = z.object({
  connector: z.string(),
  effect: z.string(),
  rollout: z.string().nullable(),
  code: z.string().nullable(),
  line: z.string(),
  differences: z.array(z.object({ setting: z.string(), declared: z.string(), stored: z.string() })),
});
export const DRIFT = 'connector effect rollout code line differences { setting declared stored }';

export type Rollout = z.output<typeof rollout>;
export type ShownRollout = z.output<typeof shownRollout>;
export type Transition = z.output<typeof transition>;
export type PlannedRollout = z.output<typeof plannedRollout>;
export type Plan = z.output<typeof plan>;
export type Drift = z.output<typeof drift>;

/** Whether nothing more becomes of a rollout by itself. */
export function isOver({ standing: { state } }: Pick<Rollout, 'standing'>): boolean {
  return state === 'PROMOTED' || state === 'ROLLED_BACK' || state === 'ABORTED';
}
