import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Flight, Flights } from './flights.js';

type Step = { does: 'add'; heldAt: number } | { does: 'end'; pick: number } | { does: 'endUntil'; at: number };

const time = fc.integer({ min: 0, max: 20 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('add' as const), heldAt: time }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('end' as const), pick: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('endUntil' as const), at: time }) },
  ),
  { maxLength: 40 },
);

it('counts as a set of them does, whichever ends and however often', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const flights = new Flights();
      const known: Flight[] = [];
      const flying = new Set<Flight>();
      for (const step of taken) {
        if (step.does === 'add') {
          const flight = new Flight(step.heldAt, []);
          known.push(flight);
          flying.add(flight);
          flight.countAmong(flights);
        } else if (step.does === 'end') {
          const flight = known[step.pick % Math.max(1, known.length)];
          if (flight === undefined) continue;
          flying.delete(flight);
          flight.end();
        } else {
          for (const each of flying) if (each.heldAt <= step.at) flying.delete(each);
          flights.endUntil(step.at);
        }
        expect(flights.count).toBe(flying.size);
      }
      // Those that are left are all found.
      flights.endUntil(Number.POSITIVE_INFINITY);
      expect(flights.count).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

it('is sent to another process as what it grants', () => {
  const flights = new Flights();
  const [one, other] = [new Flight(5, []), new Flight(7, [{ name: 'rate', limit: 10, used: 1 }])];
  one.countAmong(flights);
  other.countAmong(flights);
  const granted = { granted: true, heldAt: 7, usage: [{ name: 'rate', limit: 10, used: 1 }] };
  expect(JSON.parse(JSON.stringify(other))).toEqual(granted);
  expect(structuredClone(other)).toEqual(granted);
});
