import { legacyOf, type MetricSnapshot } from '../telemetry/index.js';
import { withinMs } from './within-ms.js';

/** The metrics of all workers, for whichever of them is asked. What was counted never falls, whoever ends. */
export interface GatheredMetrics {
  place(ask: () => Promise<MetricSnapshot>): MetricsPlace;
}

export interface MetricsPlace {
  /** From now on it is asked. */
  serves(): void;
  /** What the others have counted, the primary and ended workers included. `own`: what this one has. */
  gather(own: MetricSnapshot): Promise<readonly MetricSnapshot[]>;
  /** Takes down what it has. */
  note(own: MetricSnapshot): void;
  /** It has ended; what it last had is not lost. */
  left(): void;
}

/** Longest that a worker is waited for, milliseconds; of a busy one the last figures are taken. */
const ANSWER_MS = 1_000;

interface Place {
  ask: () => Promise<MetricSnapshot>;
  serves: boolean;
  last: MetricSnapshot | null;
}

export function createGatheredMetrics(primary: () => Promise<MetricSnapshot>): GatheredMetrics {
  const places = new Set<Place>();
  let legacy: Promise<MetricSnapshot> = Promise.resolve([]);

  async function refresh(place: Place): Promise<void> {
    const snapshot = await withinMs(ANSWER_MS, place.ask());
    if (snapshot !== undefined) place.last = snapshot;
  }

  return {
    place(ask) {
      const place: Place = { ask, serves: false, last: null };
      places.add(place);
      return {
        serves() {
          place.serves = true;
        },
        async gather(own) {
          place.last = own;
          await Promise.all([...places].filter((each) => each !== place && each.serves).map(refresh));
          const others = [...places]
            .filter((each) => each !== place)
            .flatMap(({ last }) => (last === null ? [] : [last]));
          return [await primary(), await legacy, ...others];
        },
        note(own) {
          place.last = own;
        },
        left() {
          places.delete(place);
          const { last } = place;
          if (last !== null) legacy = legacy.then((earlier) => legacyOf([earlier, last]));
        },
      };
    },
  };
}
