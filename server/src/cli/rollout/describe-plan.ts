import type { Terminal } from '../context.js';
import { table } from '../table.js';
import type { PlannedRollout } from './shapes.js';

/** What a start would do, as people read it. Ends in a newline. */
export function describePlan(planned: PlannedRollout, paint: Terminal['paint']): string {
  const { connector, stable, candidate, plan, gates, shortestMinutes, trafficMinutes, startable } = planned;
  const { advance, stickyBy, writesFromStep, analysis } = plan;
  const steps = plan.steps.map(({ shadow, weight }, index) => [
    `  ${index}`,
    shadow === null ? `${weight ?? 0} % of the callers` : `${shadow} % of the reads compared`,
    shadow === null && index >= writesFromStep ? 'candidate' : 'stable',
    shortestMinutes === null ? '–' : duration(shortestMinutes[index] ?? 0),
  ]);
  const total = shortestMinutes?.reduce((sum, minutes) => sum + minutes, 0);
  return [
    `${paint('bold', connector)}  ${stable} → ${candidate}\n\n`,
    table([['  STEP', 'CANDIDATE GETS', 'WRITES BY', 'SHORTEST'], ...steps]),
    total === undefined
      ? '\nThere was no traffic of late, so nobody can say how long it takes.\n'
      : `\nAt the shortest it takes ${duration(total)} by the traffic ${lateText(trafficMinutes)}.\n`,
    `Callers stay on their version by ${stickyText(stickyBy)}; each step advances ${advance === 'APPROVAL' ? 'when an admin says so' : 'by evidence'}.\n`,
    'With few of them the share that it gets in fact differs from the one named; evidence goes by the one in fact.\n',
    `A step ends when failures are shown to be under ${analysis.advanceBelow} times stable's${rateText(analysis)}.\n`,
    `Rolled back when it is shown to be more than ${analysis.toleratedRatio} times as bad as stable (chance of doing so wrongly: ${100 * analysis.alpha} %).\n\n`,
    ...gateLines(gates, paint),
    startable ? '' : `\n${paint('red', 'It cannot be started: a gate refuses it [ROLLOUT_GATE_REFUSED].')}\n`,
  ].join('');
}

function rateText({ advanceBelowRate }: PlannedRollout['plan']['analysis']): string {
  return advanceBelowRate > 0 ? `, or under ${Number((100 * advanceBelowRate).toFixed(4))} % of the requests` : '';
}

/** Less than an hour says little of the rest of the day. */
const LITTLE_MINUTES = 60;

function lateText(minutes: number | null): string {
  return minutes === null || minutes >= LITTLE_MINUTES ? 'of late' : `of only ${minutes} min`;
}

/** Whom a share is taken of. */
function stickyText(stickyBy: string): string {
  return stickyBy === 'USER' ? 'user, those who name none by client' : stickyBy.toLowerCase();
}

/** Gates without a finding in a line for all of them, then each of the others. */
function gateLines(gates: PlannedRollout['gates'], paint: Terminal['paint']): readonly string[] {
  const passed = gates.filter(({ outcome }) => outcome === 'PASSED').map(({ gate }) => gate);
  const unknown = gates.filter(({ outcome }) => outcome === 'UNKNOWN').map(({ gate }) => gate);
  return [
    ...(passed.length === 0 ? [] : [`  ${paint('green', 'passed ')} ${passed.join(', ')}\n`]),
    ...(unknown.length === 0
      ? []
      : [`  unknown ${unknown.join(', ')}: nothing is recorded to check by; plan --json tells\n`]),
    ...gates
      .filter(({ outcome }) => outcome !== 'PASSED' && outcome !== 'UNKNOWN')
      .map(({ gate, outcome, lines }) => `  ${findingMark(outcome, paint)} ${gate}${gateText(lines)}\n`),
  ];
}

function findingMark(outcome: string, paint: Terminal['paint']): string {
  return outcome === 'REFUSED' ? paint('red', 'refused') : paint('yellow', 'look at');
}

/** The first line beside the gate's name, the others below it. */
function gateText(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `: ${lines.join(`\n${' '.repeat('  refused '.length)}`)}`;
}

/** Minutes as people say them. */
function duration(minutes: number): string {
  if (minutes === 0) return 'by comparison';
  if (minutes < 120) return `${Math.ceil(minutes)} min`;
  return minutes < 4_320 ? `${(minutes / 60).toFixed(1)} h` : `${Math.ceil(minutes / 1_440)} days`;
}
