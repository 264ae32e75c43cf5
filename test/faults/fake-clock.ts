/**
 * Loaded into a gateway before anything else (`node --import`): its clock goes as many milliseconds wrong as the file
 * in FAULTS_CLOCK says, and SIGUSR2 makes it read the file again and repeat it in `<file>.taken`. Timers go on as they were, as they do on a machine
 * whose clock is set.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const RealDate = Date;
const file = process.env.FAULTS_CLOCK ?? '';
let offsetMs = read();
process.on('SIGUSR2', () => {
  offsetMs = read();
  writeFileSync(`${file}.taken`, String(offsetMs));
});

function read(): number {
  return Number(readFileSync(file, 'utf8'));
}

function now(): number {
  return RealDate.now() + offsetMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
