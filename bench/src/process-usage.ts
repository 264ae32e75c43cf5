import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of one tick of /proc: Linux counts processor time in hundredths of a second. */
export const TICK = 10_000;

/** Ticks that a process spent in user and system mode, without or with the children it has waited for. */
export function parseStat(text: string, withWaitedFor = false): number {
  // The name stands in parentheses and may hold spaces and parentheses itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const own = Number(fields[11]) + Number(fields[12]);
  return withWaitedFor ? own + Number(fields[13]) + Number(fields[14]) : own;
}

/** Ticks that a process and its living descendants spent; 0 of what is gone. */
export function ticksOf(pid: number): number {
  return treeOf(pid).reduce((total, one) => total + ownTicks(one), 0);
}

/** Ticks that every process spent which is no descendant of this one. */
export function foreignTicks(): number {
  const ours = new Set(treeOf(process.pid));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && !ours.has(Number(name)))
    .reduce((total, name) => total + ownTicks(Number(name), true), 0);
}

/** Megabytes that a process and its descendants held at most, each at its own peak. */
export function peakMegabytes(pid: number): number {
  const kilobytes = treeOf(pid).map((one) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${one}/status`))?.[1] ?? 0));
  return kilobytes.reduce((total, value) => total + value, 0) / 1024;
}

/** Megabytes of memory that a process holds at the moment, without its descendants. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function treeOf(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((text) => text.trim() !== '')
      .map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function ownTicks(pid: number, withWaitedFor = false): number {
  const text = read(`/proc/${pid}/stat`);
  return text === '' ? 0 : parseStat(text, withWaitedFor);
}

/** The text of a file of /proc; empty when its process has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
